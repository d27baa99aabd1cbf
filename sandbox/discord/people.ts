import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import type {
  AutocompleteInput,
  ChannelView,
  CommandInput,
  ComponentInput,
  MenuInput,
  MessageView,
  ModalInput,
  PageEvent,
  Person,
} from '#sandbox/page/protocol.ts';
import type { DiscordOperator } from './operator.ts';

export type { RestFault } from './operator.ts';

/** How the bot answered an interaction. */
export type Answer =
  | { readonly answer: 'message'; readonly message: MessageView; readonly ephemeral: boolean; readonly afterMs: number }
  | { readonly answer: 'deferred'; readonly afterMs: number }
  | { readonly answer: 'updated'; readonly afterMs: number }
  | {
      readonly answer: 'modal';
      readonly modal: APIModalInteractionResponseCallbackData;
      readonly interactionId: string;
    }
  | { readonly answer: 'choices'; readonly choices: readonly APIApplicationCommandOptionChoice[] }
  /** Nothing within three seconds. */
  | { readonly answer: 'none' };

/** The people's side of the pretend Discord: what the chat page and the tests hold. */
export type PretendDiscord = DiscordOperator & {
  /** For DISCORD_API_URL. */
  readonly apiUrl: string;
  /** For DISCORD_TOKEN. */
  readonly token: string;
  readonly guild: { readonly id: string; readonly name: string };
  readonly bot: { readonly id: string; readonly username: string };
  /** Two members and one admin. */
  readonly people: { readonly ada: Person; readonly bruno: Person; readonly mira: Person };
  readonly channels: {
    readonly general: ChannelView;
    readonly gallery: ChannelView;
    /** Age-restricted. */
    readonly afterDark: ChannelView;
    /** The bot sees it but may not send there. */
    readonly readOnly: ChannelView;
  };
  /** The direct-message channel between the bot and one person. */
  readonly dmOf: (personId: string) => ChannelView;
  readonly isBotOnline: () => boolean;
  /** The commands that are registered, in this guild and globally. */
  readonly commands: () => readonly APIApplicationCommand[];
  /** Oldest first, ephemeral ones included. */
  readonly messages: (channelId: string) => readonly MessageView[];
  readonly runCommand: (input: CommandInput) => Promise<Answer>;
  readonly autocomplete: (input: AutocompleteInput) => Promise<Answer>;
  readonly useMenu: (input: MenuInput) => Promise<Answer>;
  readonly press: (input: ComponentInput) => Promise<Answer>;
  readonly submitModal: (input: ModalInput) => Promise<Answer>;
  /** Keeps a file that a person attaches to an option; answers the attachment's id. */
  readonly upload: (file: { name: string; contentType: string; bytes: Uint8Array }) => { id: string };
  /** Bytes behind an attachment's URL. */
  readonly attachment: (url: string) => Uint8Array | undefined;
  readonly subscribe: (listener: (event: PageEvent) => void) => () => void;
  /** Resolves with the first message (already there or still to come) that satisfies the test. */
  readonly waitForMessage: (test: (message: MessageView) => boolean, withinMs?: number) => Promise<MessageView>;
  readonly waitUntilOnline: (withinMs?: number) => Promise<void>;
  /** Breaks the gateway connections and takes no new ones, so that the server can close. */
  readonly close: () => void;
};

export type { APIMessage };
