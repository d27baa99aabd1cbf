import { createHash } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Allowance, Route } from './rest/call.ts';

/** Requests per second over all routes that the bot's token opens. */
export const GLOBAL_PER_SECOND = 50;

/** For routes that name no allowance of their own. Discord's real numbers are secret and change. */
const DEFAULT_ALLOWANCE: Allowance = { requests: 20, windowMs: 2000 };

/** The parameters that split a bucket: each channel, guild and interaction has its own. */
const MAJOR_PARAMETERS = ['channel', 'guild', 'application', 'token', 'interaction'];

export type Verdict = {
  readonly headers: Readonly<Record<string, string>>;
  /** Set when this request was one too many. */
  readonly limited?: { readonly retryAfterMs: number; readonly global: boolean };
};

export type RateLimits = {
  readonly count: (route: Route, params: Readonly<Record<string, string>>) => Verdict;
  /**
   * Whether the global limit holds in every second, wherever it begins, or in seconds that begin with a call, as most
   * clients believe. Nobody outside Discord knows which; the first is the harder one.
   */
  readonly limitStrictly: (isStrict: boolean) => void;
};

type Window = { readonly endsAt: number; used: number };

type Deps = { readonly clock: Clock; readonly globalPerSecond: number; readonly isStrict?: boolean | undefined };

const SECOND_MS = 1000;

/** Interactions have a window each: past this many, those that are over are swept out. */
const WINDOWS_KEPT = 2000;

export function createRateLimits(deps: Deps): RateLimits {
  const windows = new Map<string, Window>();
  const sliding = createSlidingSecond(deps);
  let isStrict = deps.isStrict ?? false;

  function sweep(now: number): void {
    if (windows.size < WINDOWS_KEPT) return;
    for (const [key, { endsAt }] of windows) if (endsAt <= now) windows.delete(key);
  }

  /** Milliseconds until the next call may come; undefined for one that is not too many. */
  function takeGlobal(): number | undefined {
    if (isStrict) return sliding();
    const { isOver, resetMs } = take('global', { requests: deps.globalPerSecond, windowMs: SECOND_MS });
    return isOver ? resetMs : undefined;
  }

  function take(key: string, { requests, windowMs }: Allowance) {
    const now = deps.clock.now();
    const running = windows.get(key);
    const window = running && running.endsAt > now ? running : { endsAt: now + windowMs, used: 0 };
    sweep(now);
    windows.set(key, window);
    const isOver = window.used >= requests;
    if (!isOver) window.used += 1;
    return { isOver, left: requests - window.used, resetMs: window.endsAt - now, endsAt: window.endsAt };
  }

  return {
    limitStrictly: (strictly) => {
      isStrict = strictly;
    },
    count: (route, params) => {
      const globalMs = route.isOpen ? undefined : takeGlobal();
      if (globalMs !== undefined) return limitedBy(globalMs, true);
      const allowance = route.allowance ?? DEFAULT_ALLOWANCE;
      const bucket = createHash('md5').update(`${route.method} ${route.path}`).digest('hex');
      const major = MAJOR_PARAMETERS.map((name) => params[name] ?? '').join(':');
      const { isOver, left, resetMs, endsAt } = take(`${bucket}:${major}`, allowance);
      const headers = {
        'X-RateLimit-Limit': String(allowance.requests),
        'X-RateLimit-Remaining': String(left),
        'X-RateLimit-Reset': seconds(endsAt),
        'X-RateLimit-Reset-After': seconds(resetMs),
        'X-RateLimit-Bucket': bucket,
      };
      if (!isOver) return { headers };
      const { limited, headers: more } = limitedBy(resetMs, false);
      return { headers: { ...headers, ...more }, ...(limited && { limited }) };
    },
  };
}

/** Lets no second, wherever it begins, have more calls than are allowed. Calls that are refused do not count. */
function createSlidingSecond({ clock, globalPerSecond }: Deps): () => number | undefined {
  const taken: number[] = [];
  return () => {
    const now = clock.now();
    const oldest = taken.length < globalPerSecond ? undefined : taken[0];
    if (oldest !== undefined && oldest + SECOND_MS > now) return oldest + SECOND_MS - now;
    taken.push(now);
    if (taken.length > globalPerSecond) taken.shift();
    return undefined;
  };
}

/** What Discord sends with a 429. */
export const limitedBy = (retryAfterMs: number, global: boolean): Verdict => ({
  headers: {
    'Retry-After': seconds(retryAfterMs),
    'X-RateLimit-Scope': global ? 'global' : 'user',
    ...(global && { 'X-RateLimit-Global': 'true' }),
  },
  limited: { retryAfterMs, global },
});

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
