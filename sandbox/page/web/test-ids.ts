/** What tests may hold on to: every `data-testid` of the page. */
export const TEST_IDS = {
  /** The left column. */
  speakAs: 'speak-as',
  /** The middle. */
  channelsToggle: 'channels-toggle',
  channelHeader: 'channel-header',
  messageList: 'message-list',
  emptyChannel: 'empty-channel',
  message: 'message',
  messageContent: 'message-content',
  replyReference: 'reply-reference',
  ephemeralNote: 'ephemeral-note',
  dismiss: 'dismiss',
  unanswered: 'unanswered',
  thinking: 'thinking',
  attachmentImage: 'attachment-image',
  attachmentFile: 'attachment-file',
  attachmentVideo: 'attachment-video',
  attachmentAudio: 'attachment-audio',
  embed: 'embed',
  component: 'component',
  select: 'select',
  messageMenu: 'message-menu',
  messageMenuItem: 'message-menu-item',
  lightbox: 'lightbox',
  newMessages: 'new-messages',
  /** The composer: one text field, or the form of a chosen command. */
  composer: 'composer',
  composerNotice: 'composer-notice',
  commandPicker: 'command-picker',
  commandForm: 'command-form',
  commandSend: 'command-send',
  choiceList: 'choice-list',
  /** The modal. */
  modal: 'modal',
  modalSubmit: 'modal-submit',
  /** The right column. */
  botStatus: 'bot-status',
  panelToggle: 'panel-toggle',
  providers: 'providers',
  rejectKey: 'reject-key',
  outOfCredit: 'out-of-credit',
  down: 'down',
  discordOutage: 'discord-outage',
  closeChannel: 'close-channel',
  forgetNonces: 'forget-nonces',
  expireTokens: 'expire-tokens',
  generationSeconds: 'generation-seconds',
  jobCard: 'job-card',
  jobState: 'job-state',
  jobCallbacks: 'job-callbacks',
} as const;

/** `channel-general`; the direct messages with the bot are `channel-dm`. */
export const channelTestId = (channel: { readonly kind: string; readonly name: string }): string =>
  channel.kind === 'dm' ? 'channel-dm' : `channel-${channel.name}`;
/** `speak-as-ada`, by user name. */
export const personTestId = (username: string): string => `speak-as-${username}`;
/** `command-imagine`, `command-job-show`: an entry of the picker. */
export const commandTestId = (name: string): string => `command-${name.replaceAll(' ', '-')}`;
/** `option-prompt`: the input of an option; `add-option-model`: the button that adds an optional one. */
export const optionTestId = (name: string): string => `option-${name}`;
export const addOptionTestId = (name: string): string => `add-option-${name}`;
/** `modal-field-reason`, by custom id. */
export const modalFieldTestId = (customId: string): string => `modal-field-${customId}`;
/** `job-finish`, `job-call-back-again`: a button of a job card. */
export const jobActionTestId = (action: string): string => `job-${action}`;
/** `service-apimart`: the tab with that service's switches; `service-discord` has those of the pretend Discord. */
export const serviceTestId = (name: string): string => `service-${name}`;
