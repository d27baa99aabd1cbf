import type { Dispatcher, Response } from 'undici';
import { Agent } from 'undici';
import type { Clock } from '#domain/ports/clock.ts';
import { isCounted } from './counted.ts';
import type { MakeRequest } from './make-request.ts';
import { sendThrough } from './make-request.ts';
import type { Pacer } from './pacer.ts';

type Deps = {
  /** REST base without the version. */
  readonly apiUrl: string;
  readonly pacer: Pacer;
  readonly clock: Clock;
};

/** For a call that carries only words: Discord answers in a fraction of a second, or not at all. */
const CALL_TIMEOUT_MS = 15_000;

/**
 * Nothing sent and nothing received for so long is the end of a call. It bounds uploads, which may last as long as they
 * move: 25 MiB take 27 minutes at 128 kbit/s, and 2 seconds at 100 Mbit/s. The machine may hold back 4 MiB that are
 * written and not sent yet; they leave within this time at 280 kbit/s.
 */
const SILENCE_MS = 120_000;

/** However evenly it moves; longer than the largest upload on the slowest line above. The worker has it in hand meanwhile. */
const UPLOAD_TIMEOUT_MS = 30 * 60_000;

/** The library repeats what it gave up itself, which is an `AbortError`; this one is for the outbox to repeat. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/**
 * The way out for every call to Discord, whichever client makes it. What counts against the global limit is paced here,
 * after the library's own queues: so the first to leave is the first who could. The time that a call has begins when it
 * leaves.
 */
export function createDoor({ apiUrl, pacer, clock }: Deps): MakeRequest {
  // A broken connection of HTTP/2 would leave every call on it in doubt, not one.
  const agent = new Agent({ allowH2: false, headersTimeout: SILENCE_MS, bodyTimeout: SILENCE_MS });
  const send = (dispatcher: Dispatcher, ...call: Parameters<MakeRequest>) =>
    withinTime(clock, call, (url, init) => sendThrough(dispatcher, url, init));

  return async (url, init) => {
    if (!isCounted(url, apiUrl)) return send(agent, url, init);
    const turn = await pacer.turn();
    try {
      const answer = await send(agent.compose(telling(turn.left)), url, init);
      const pauseMs = globalPauseOf(answer as unknown as Response);
      if (pauseMs !== undefined) pacer.pause(pauseMs);
      return answer;
    } finally {
      turn.over();
    }
  };
}

/** Tells when the first byte of a call goes out, which is after its connection has been made. */
const telling =
  (left: () => void): Dispatcher.DispatcherComposeInterceptor =>
  (dispatch) =>
  (options, handler) =>
    dispatch(options, {
      onRequestStart: (...parts) => {
        left();
        handler.onRequestStart?.(...parts);
      },
      onRequestUpgrade: (...parts) => handler.onRequestUpgrade?.(...parts),
      onResponseStarted: () => handler.onResponseStarted?.(),
      onResponseStart: (...parts) => handler.onResponseStart?.(...parts),
      onResponseData: (...parts) => handler.onResponseData?.(...parts),
      onResponseEnd: (...parts) => handler.onResponseEnd?.(...parts),
      onResponseError: (...parts) => handler.onResponseError?.(...parts),
    });

/** Ends a call that lasts too long, or that the library gives up. */
async function withinTime(clock: Clock, [url, init]: Parameters<MakeRequest>, send: MakeRequest) {
  const timeoutMs = typeof init.body === 'string' || !init.body ? CALL_TIMEOUT_MS : UPLOAD_TIMEOUT_MS;
  const ending = new AbortController();
  const late = () => ending.abort(new TimeoutError(`Discord gave no answer within ${timeoutMs / 1000} s.`));
  const cancel = clock.after(timeoutMs, late);
  try {
    const signals = init.signal ? [ending.signal, init.signal] : [ending.signal];
    return await send(url, { ...init, signal: AbortSignal.any(signals) });
  } finally {
    cancel();
  }
}

/**
 * How long everybody must wait after this answer: it is the global limit, or comes from in front of Discord, which names
 * no bucket (topics/rate-limits).
 */
function globalPauseOf({ status, headers }: Pick<Response, 'status' | 'headers'>): number | undefined {
  if (status !== 429) return undefined;
  const isGlobal = headers.has('X-RateLimit-Global') || !headers.has('X-RateLimit-Scope');
  const seconds = Number(headers.get('Retry-After'));
  return isGlobal && seconds > 0 ? seconds * 1000 : undefined;
}
