import type { RateLimitData, RESTOptions } from 'discord.js';
import { REST } from 'discord.js';
import type { Clock } from '#domain/ports/clock.ts';
import { createDoor } from './door.ts';
import { createPacer } from './pacer.ts';

export type Rests = {
  /**
   * Messages and registration, with the bot's token, under the global limit. Nothing is repeated by itself either: an upload
   * can take longer than Discord knows a nonce, and only the outbox looks before it repeats.
   */
  readonly rest: REST;
  /**
   * Answers to interactions, each by its own token; outside the global limit, so neither a queue of posts nor its 429s
   * delay them. Nothing is repeated by itself: a follow-up that is repeated is there twice.
   */
  readonly answers: REST;
  /** For discord.js's own client, which answers interactions and counts for little else. */
  readonly clientOptions: Partial<RESTOptions>;
};

type Deps = { readonly token: string; readonly apiUrl: string; readonly clock: Clock };

/** What is worth waiting for in place; for longer the delivery waits in its row and another goes first. */
const WAIT_IN_PLACE_MS = 500;

/** Discord's answer 401 makes the library forget the token. A wrong token stays wrong; an answer may not. */
const TOKEN_AGAIN_MS = 60_000;

/** The largest that a timer takes. The door times every call from when it leaves; the library counts the wait for that, too. */
const NO_TIMEOUT_MS = 2 ** 31 - 1;

const POSTS: ReadonlySet<string> = new Set(['/channels/:id/messages', '/users/@me/channels']);

export function createRests({ token, apiUrl, clock }: Deps): Rests {
  const makeRequest = createDoor({ apiUrl, pacer: createPacer({ clock }), clock });
  const shared = {
    api: apiUrl,
    version: '10',
    makeRequest,
    timeout: NO_TIMEOUT_MS,
    // The pacer's task. The library's own way lets 99 calls through in one second, across the border of two of its own.
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
  };
  const rest = new LastingRest(token, clock, { ...shared, retries: 0, rejectOnRateLimit: isLongForPost });
  const answers = new REST({ ...shared, retries: 0, rejectOnRateLimit: isLong });
  return { rest, answers, clientOptions: shared };
}

const isLong = ({ retryAfter }: RateLimitData): boolean => retryAfter > WAIT_IN_PLACE_MS;

const isLongForPost = (limit: RateLimitData): boolean =>
  limit.method === 'POST' && POSTS.has(limit.route) && isLong(limit);

/** Remembers its token again after a while, so that one wrong answer does not silence the bot until somebody restarts it. */
class LastingRest extends REST {
  readonly #token: string;
  readonly #clock: Clock;

  constructor(token: string, clock: Clock, options: Partial<RESTOptions>) {
    super(options);
    this.#token = token;
    this.#clock = clock;
    super.setToken(token);
  }

  override setToken(token: string): this {
    // The library says null, which its types do not tell.
    if (!token) this.#clock.after(TOKEN_AGAIN_MS, () => super.setToken(this.#token));
    return super.setToken(token);
  }
}
