import type { REST } from 'discord.js';
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { TimeoutError } from '#discord/door.ts';
import type { Faults } from '#test/simulation/faults.ts';
import type { Life } from '#test/simulation/life.ts';
import type { Random } from '#test/simulation/random.ts';
import type { Timeline } from '#test/simulation/timeline.ts';
import type { Routed } from './discord-routes.ts';
import type { Answer } from './discord-server.ts';

/** The part of discord.js's REST that the messenger uses, as one process has it. */
export type Rest = Pick<REST, 'get' | 'post' | 'patch'>;

/** What comes back from one try: an answer of Discord, or none. */
type Reply =
  | Answer
  | { readonly status: 429; readonly retryAfterMs: number }
  | { readonly status: 500 | 502 | 503 }
  | { readonly status: 'reset' | 'closed' | 'timed out' };

/** How the product sets the library up, which it does for messages in one way and for answers to interactions in another. */
export type Manners = {
  /** Repeats by the library itself, after a 5xx and a connection that broke. */
  readonly retries: (request: Routed) => number;
  /** Whether a long limit is for the outbox to wait for. */
  readonly refusesToWait: (request: Routed) => boolean;
};

export const MESSAGES: Manners = { retries: () => 0, refusesToWait: ({ method }) => method === 'POST' };
export const ANSWERS: Manners = { retries: () => 0, refusesToWait: () => true };

/** Longest limit that is waited for in place, in milliseconds. */
const WAIT_IN_PLACE_MS = 500;

/** How long a call has that carries words; and how long an upload may be silent. */
const CALL_TIMEOUT_MS = 15_000;
const SILENCE_MS = 120_000;

type Deps = {
  readonly manners: Manners;
  readonly life: Life;
  readonly timeline: Timeline;
  readonly random: Random;
  readonly faults: Faults;
  readonly isOut: (channelId: string | undefined) => boolean;
};

export type Send = (request: Routed) => Promise<unknown>;

/**
 * The library between the messenger and Discord: one request at a time for a channel, repeats by itself, some patience with
 * a rate limit. What it has sent arrives even when its process has died since.
 */
export function createSend({ manners, life, timeline, random, faults, isOut }: Deps): Send {
  const pause = (ms: number): Promise<void> => new Promise((resolve) => void life.after(ms, resolve));
  const queues = new Map<string, Promise<unknown>>();

  return (request) => {
    const before = queues.get(request.bucket) ?? Promise.resolve();
    const answer = before.then(() => persist(request));
    const settled = answer.catch(() => undefined);
    queues.set(request.bucket, settled);
    return answer;
  };

  async function persist(request: Routed): Promise<unknown> {
    for (let retries = 0; ; ) {
      const reply = await life.bound(attempt(request));
      if (reply.status === 200) return reply.body;
      if (reply.status === 429) {
        if (reply.retryAfterMs > WAIT_IN_PLACE_MS && manners.refusesToWait(request)) throw limited(reply, request);
        await pause(reply.retryAfterMs);
        continue;
      }
      const isRepeated = typeof reply.status === 'number' ? reply.status >= 500 : reply.status === 'reset';
      if (!isRepeated || retries === manners.retries(request)) throw failureOf(reply, request);
      retries += 1;
    }
  }

  function attempt(request: Routed): Promise<Reply> {
    const uploading = uploadMs(request);
    const thereMs = random.int(5, 120) + (faults.happens('discord: slow') ? random.int(1_000, 12_000) : 0);
    const backMs = random.int(5, 60);
    return new Promise((resolve) => {
      timeline.after(thereMs + uploading, () => {
        // Words that have left arrive, whoever has died since, and so do small files; half an upload is none.
        if (!life.isAlive() && isUpload(request) && thereMs + uploading > SENT_AT_ONCE_MS) return;
        const trouble = isOut(request.channelId) ? outage(request) : mishap(request);
        if (trouble?.before) {
          timeline.after(trouble.ms ?? backMs, () => resolve(trouble.reply));
          return;
        }
        const answer = request.handle();
        timeline.after(trouble?.ms ?? backMs, () => resolve(trouble?.reply ?? answer));
      });
    });
  }

  /** On a line so slow that an upload takes minutes. */
  function uploadMs(request: Routed): number {
    const slow = isUpload(request) && faults.happens('discord: upload takes minutes');
    return slow ? random.int(60_000, 8 * 60_000) : 0;
  }

  type Trouble = { readonly reply: Reply; readonly before: boolean; readonly ms?: number };

  function outage(request: Routed): Trouble {
    faults.note('discord: request during an outage');
    const die = random.next();
    if (die < 0.15) return { reply: { status: 'timed out' }, before: true, ms: timeoutOf(request) };
    return { reply: { status: random.pick([500, 502, 503]) }, before: die < 0.95 };
  }

  function mishap(request: Routed): Trouble | undefined {
    if (faults.happens('discord: reset before')) return { reply: { status: 'reset' }, before: true };
    if (faults.happens('discord: reset after')) return { reply: { status: 'reset' }, before: false };
    if (faults.happens('discord: closed without an answer')) {
      return { reply: { status: 'closed' }, before: random.chance(0.5) };
    }
    if (faults.happens('discord: 5xx before')) return { reply: { status: 502 }, before: true };
    if (faults.happens('discord: 5xx after')) return { reply: { status: 502 }, before: false };
    if (faults.happens('discord: hangs before'))
      return { reply: { status: 'timed out' }, before: true, ms: timeoutOf(request) };
    if (faults.happens('discord: hangs after'))
      return { reply: { status: 'timed out' }, before: false, ms: timeoutOf(request) };
    if (faults.happens('discord: 429')) {
      return { reply: { status: 429, retryAfterMs: random.int(50, 5_000) }, before: true };
    }
    if (faults.happens('discord: 429 for minutes')) {
      return { reply: { status: 429, retryAfterMs: random.int(60_000, 400_000) }, before: true };
    }
    return undefined;
  }
}

const isUpload = ({ tells }: Routed): boolean => tells !== undefined && tells.files > 0;

/** What a machine sends by itself although its process is gone, in milliseconds: what lay in its buffers. */
const SENT_AT_ONCE_MS = 1_000;

const timeoutOf = (request: Routed): number => (isUpload(request) ? SILENCE_MS : CALL_TIMEOUT_MS);

function limited({ retryAfterMs }: { readonly retryAfterMs: number }, { method, path }: Routed): RateLimitError {
  const url = `https://discord.test${path}`;
  const where = { global: false, hash: '', limit: 5, majorParameter: '', route: path, scope: 'user' } as const;
  return new RateLimitError({
    ...where,
    method,
    url,
    retryAfter: retryAfterMs,
    sublimitTimeout: 0,
    timeToReset: retryAfterMs,
  });
}

/** As the library throws it. */
function failureOf(reply: Exclude<Reply, { status: 200 | 429 }>, { method, path }: Routed): Error {
  const url = `https://discord.test${path}`;
  if ('code' in reply) {
    const { code, message, status } = reply;
    return new DiscordAPIError({ code, message }, code, status, method, url, { body: undefined, files: undefined });
  }
  if (reply.status === 'reset') return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  if (reply.status === 'closed') return Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
  if (reply.status === 'timed out') return new TimeoutError('Discord gave no answer.');
  return new HTTPError(reply.status, 'Server Error', method, url, { body: undefined, files: undefined });
}
