/** Discord's limits, by the name of its documentation page. */

/** resources/message: characters in a message's content. */
export const CONTENT_MAX_CHARACTERS = 2000;

/** resources/message: characters in an attachment's description, which screen readers read out. */
export const ALT_TEXT_MAX_CHARACTERS = 1024;

/** topics/opcodes-and-status-codes, 30015: attachments of one message. */
export const ATTACHMENTS_MAX = 10;

/** reference, uploading files: bytes of a file that everybody may attach everywhere. */
export const FILE_MAX_BYTES = 10 * 1_048_576;

/** resources/message: bytes of one request that creates a message; more where a single file may be larger. */
export const REQUEST_MAX_BYTES = 25 * 1_048_576;

/** interactions/application-commands: choices in one autocomplete answer. */
export const CHOICES_MAX = 25;

/** interactions/application-commands: characters in a choice's name. */
export const CHOICE_NAME_MAX_CHARACTERS = 100;
