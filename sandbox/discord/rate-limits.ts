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
};

type Window = { readonly endsAt: number; used: number };

export function createRateLimits(deps: { readonly clock: Clock; readonly globalPerSecond: number }): RateLimits {
  const windows = new Map<string, Window>();

  function take(key: string, { requests, windowMs }: Allowance) {
    const now = deps.clock.now();
    const running = windows.get(key);
    const window = running && running.endsAt > now ? running : { endsAt: now + windowMs, used: 0 };
    windows.set(key, window);
    const isOver = window.used >= requests;
    if (!isOver) window.used += 1;
    return { isOver, left: requests - window.used, resetMs: window.endsAt - now, endsAt: window.endsAt };
  }

  return {
    count: (route, params) => {
      if (!route.isOpen) {
        const global = take('global', { requests: deps.globalPerSecond, windowMs: 1000 });
        if (global.isOver) return limitedBy(global.resetMs, true);
      }
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
