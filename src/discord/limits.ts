/** Discord's limits, by the name of its documentation page. */

/** resources/message: characters in a message's content. */
export const CONTENT_MAX_CHARACTERS = 2000;

/** resources/message: characters in an attachment's description, which screen readers read out. */
export const ALT_TEXT_MAX_CHARACTERS = 1024;

/** interactions/application-commands: choices in one autocomplete answer. */
export const CHOICES_MAX = 25;

/** interactions/application-commands: characters in a choice's name. */
export const CHOICE_NAME_MAX_CHARACTERS = 100;
