import type { ChannelView, Outage, Person } from '#sandbox/page/protocol.ts';
import type { LoggedCall } from './call-log.ts';
import type { Results } from './results.ts';

/** What the pretend Discord can be told to do wrong to the bot's next REST calls. */
export type RestFault = {
  /** Which calls; without it, any. Matched against the path below the API version, such as `/channels/1/messages`. */
  readonly method?: string;
  readonly path?: RegExp;
  /** How many calls it hits. */
  readonly times: number;
} & (
  | { readonly fault: 'status'; readonly status: number; readonly code?: number }
  /** Does what was asked, then resets the connection instead of answering; discord.js repeats such a call by itself. */
  | { readonly fault: 'lose_answer' }
  /** Does what was asked, then ends the connection in good order without an answer; discord.js throws at that. */
  | { readonly fault: 'hang_up' }
  /** Does what was asked, then answers 502. */
  | { readonly fault: 'bad_gateway_after' }
  /** Does what was asked and never answers. */
  | { readonly fault: 'hang_after' }
  /** Does nothing: resets the connection, never answers, or answers 502 or 503. */
  | { readonly fault: 'reset' | 'hang' | 'bad_gateway' | 'unavailable' }
  | { readonly fault: 'rate_limit'; readonly retryAfterMs: number; readonly global?: boolean }
);

/** How long calls take. Without `method` and `path`, all of them; `path` as for faults. */
export type Latency = {
  readonly method?: string;
  readonly path?: RegExp;
  /** Before anything is done. */
  readonly beforeMs?: number;
  /** Between the work and its answer. */
  readonly afterMs?: number;
};

/** What is said to the pretend Discord from outside: by tests, and by the panel of the chat page. */
export type DiscordOperator = {
  /** The REST calls of the bot so far, or the last of very many, for assertions. */
  readonly calls: () => readonly LoggedCall[];
  readonly inject: (fault: RestFault) => void;
  /**
   * All of it is down, until `no` is told: `refuses` takes no connection (without a door of its own it resets them);
   * `reset`, `hang`, `bad_gateway` and `unavailable` do nothing that is asked, `lose_answer` and `bad_gateway_after` do it
   * and do not say so. With the first five the gateway breaks its connections and takes none, unless told that it stays.
   */
  readonly outage: (how: Outage, more?: { readonly gatewayStays?: boolean }) => void;
  /** What `outage` was told last. */
  readonly outageNow: () => Outage;
  /** Breaks the gateway's connections and takes none until told otherwise. Sessions wait for as long as ever. */
  readonly refuseGateway: (isRefused: boolean) => void;
  /** Breaks the gateway connection, resumably or not, or asks for a reconnect as Discord does (op 7). */
  readonly dropGateway: (how: 'close' | 'reconnect' | 'invalid_session') => void;
  /** Sends the bot each of the next `times` interactions twice, as Discord says that it may happen. */
  readonly sendTwice: (times: number) => void;
  /** One rule for how long calls take, in place of the one before; none without it. */
  readonly delay: (latency?: Latency) => void;
  /**
   * Holds the global limit (`scale.requestsPerSecond`) in every second, wherever it begins. Interactions and their tokens
   * are exempt, as always.
   */
  readonly limitStrictly: (isStrict: boolean) => void;
  /** Forgets the nonces of all messages: a repeated one makes a second message. */
  readonly forgetNonces: () => void;
  /** How long a nonce is known from now on, in milliseconds; three minutes at first. */
  readonly keepNoncesFor: (lifeMs: number) => void;
  /** As if the life of every interaction's token were over: nothing can be answered any more (50027). */
  readonly expireTokens: () => void;
  /** Of the server: what the bot may send in one file there. 10 MiB at first. */
  readonly limitServerUploads: (bytes: number) => void;
  /** Of one person: what an answer to them may bring in one file, where that is more than the server's. */
  readonly limitPersonUploads: (personId: string, bytes: number) => void;
  readonly deleteMessage: (channelId: string, messageId: string) => void;
  /** Takes permissions (of `PermissionFlagsBits`) from the bot in one of the server's channels; `0n` gives them back. */
  readonly denyBot: (channelId: string, permissions: bigint) => void;
  /**
   * The bot may not send there any more (50013), or not even see it (50001). A person's direct messages are closed by the
   * person (50007).
   */
  readonly closeChannel: (channelId: string, to?: 'sending' | 'seeing') => void;
  readonly openChannel: (channelId: string) => void;
  /** From then on there is no such channel (10003). What was written in it can still be looked up here. */
  readonly deleteChannel: (channelId: string) => void;
  /** More members, nobody in particular. */
  readonly addPeople: (count: number) => readonly Person[];
  readonly addChannels: (count: number) => readonly ChannelView[];
  /** The messages that ended jobs, counted per job. */
  readonly results: Results;
};
