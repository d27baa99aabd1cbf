import type { APIApplicationCommand, APIMessage, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';

/** Somebody to speak as. */
export type Person = {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  /** CSS colour of the drawn avatar. */
  readonly color: string;
  readonly isAdmin: boolean;
};

export type ChannelView = {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly kind: 'text' | 'dm';
  readonly nsfw: boolean;
  /** False in the channel that is there to show what happens when the bot may not write, and wherever it was shut out. */
  readonly botMayWrite: boolean;
  /** The only person who sees it; absent for the server's channels. */
  readonly dmOf?: string;
};

export type MessageView = APIMessage & {
  /** The only person who sees it (an ephemeral reply); absent for everybody's. */
  readonly visibleTo?: string;
};

/** The generation services that the bot knows, as the pretend world has them. */
export type ServiceName = 'modelslab' | 'apimart' | 'eachlabs';

/** One job at a pretend provider, as the panel beside the chat shows it. */
export type ProviderJobView = {
  readonly provider: ServiceName;
  /** The provider's own id for it. */
  readonly id: string;
  readonly endpoint: string;
  readonly prompt: string;
  readonly state: 'processing' | 'success' | 'failed' | 'cancelled';
  /** How far it is, in the service's own word, where it tells. */
  readonly stage?: string;
  readonly createdAt: number;
  /** When it will finish by itself; null while it is held. */
  readonly finishesAt: number | null;
  /** Whether the submit named a webhook. */
  readonly hasWebhook: boolean;
  /** What happens to its callback. */
  readonly callback: 'once' | 'twice' | 'lost';
  /** HTTP status of each callback sent so far; 0 where the connection failed. */
  readonly callbackStatuses: readonly number[];
  readonly polls: number;
};

export type JobAction = 'finish' | 'fail' | 'call-back-again' | 'call-back-twice' | 'lose-callback' | 'slow-down';

export type ProviderSettings = {
  readonly rejectKey: boolean;
  /** Every submit is refused for want of money. */
  readonly outOfCredit: boolean;
  /** `refuses` takes no connection at all; `unavailable` answers everything with 503. */
  readonly down: 'no' | 'refuses' | 'unavailable';
  /** Milliseconds from submit to result. */
  readonly generationMs: number;
};

/** What is wrong with the whole of the pretend Discord; `operator.ts` there says what each means. */
export type Outage =
  | 'no'
  | 'refuses'
  | 'reset'
  | 'hang'
  | 'bad_gateway'
  | 'unavailable'
  | 'lose_answer'
  | 'bad_gateway_after';

export type Snapshot = {
  readonly guildName: string;
  readonly bot: { readonly id: string; readonly username: string; readonly online: boolean };
  readonly people: readonly Person[];
  readonly channels: readonly ChannelView[];
  /** By channel id, oldest first. */
  readonly messages: Readonly<Record<string, readonly MessageView[]>>;
  readonly commands: readonly APIApplicationCommand[];
  readonly outage: Outage;
  readonly jobs: readonly ProviderJobView[];
  readonly settings: Readonly<Record<ServiceName, ProviderSettings>>;
};

/** Sent to the page as server-sent events, each as one JSON `data:` line. */
export type PageEvent =
  /** Created or edited. */
  | { readonly type: 'message'; readonly message: MessageView }
  | { readonly type: 'message_removed'; readonly channelId: string; readonly messageId: string }
  /** Its permissions have changed, or it is new. */
  | { readonly type: 'channel'; readonly channel: ChannelView }
  | { readonly type: 'channel_removed'; readonly channelId: string }
  | { readonly type: 'outage'; readonly outage: Outage }
  | { readonly type: 'commands'; readonly commands: readonly APIApplicationCommand[] }
  | { readonly type: 'bot'; readonly online: boolean }
  | { readonly type: 'modal'; readonly personId: string; readonly channelId: string; readonly modal: Modal }
  /** The bot did not answer within three seconds: «The application did not respond». */
  | { readonly type: 'unanswered'; readonly personId: string; readonly channelId: string; readonly command?: string }
  | { readonly type: 'job'; readonly job: ProviderJobView }
  | { readonly type: 'settings'; readonly provider: ServiceName; readonly settings: ProviderSettings };

export type Modal = APIModalInteractionResponseCallbackData & { readonly interactionId: string };

/** A value as a person typed or chose it; an attachment is the id that an upload answered. */
export type OptionInput = { readonly name: string; readonly value: string | number | boolean };

export type CommandInput = {
  readonly personId: string;
  readonly channelId: string;
  /** `imagine`, or with its subcommand `job show`. */
  readonly command: string;
  readonly options: readonly OptionInput[];
};

export type AutocompleteInput = CommandInput & { readonly focused: string };

/** A command from a message's menu. */
export type MenuInput = Omit<CommandInput, 'options'> & { readonly messageId: string };

export type ComponentInput = {
  readonly personId: string;
  readonly channelId: string;
  readonly messageId: string;
  readonly customId: string;
  /** Chosen values of a select. */
  readonly values?: readonly string[];
};

export type ModalInput = {
  readonly personId: string;
  readonly channelId: string;
  readonly interactionId: string;
  /** A field with several values (a select) is given several times. */
  readonly fields: readonly { readonly customId: string; readonly value: string }[];
};
