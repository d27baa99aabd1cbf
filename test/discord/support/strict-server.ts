import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

export type Seen = { readonly method: string; readonly path: string; readonly at: number; readonly status: number };

export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
};

/** Calls that a second may hold at the door of `strictServer`. */
const PER_SECOND = 50;

type Options = {
  /** What is answered instead of a message; undefined where nothing is said at all. */
  readonly answer?:
    | ((call: { readonly method: string; readonly path: string }) => Answer | 'nothing' | undefined)
    | undefined;
};

/**
 * Takes every message and counts strictly: in any second, wherever it begins, no more than fifty calls that carry a bot's
 * token. Whatever is more gets a 429, as from Discord.
 */
export async function strictServer({ answer }: Options = {}) {
  const seen: Seen[] = [];
  const waiting: (() => void)[] = [];
  let counted: number[] = [];

  function handle(req: IncomingMessage, res: ServerResponse): void {
    const at = performance.now();
    const call = { method: req.method ?? '', path: (req.url ?? '').replace(/^.*?\/v10/, '') };
    const isCounted = req.headers.authorization !== undefined;
    counted = counted.filter((other) => other > at - 1000);
    const isTooMuch = isCounted && counted.length >= PER_SECOND;
    if (isCounted) counted.push(at);
    const told = isTooMuch ? TOO_MUCH : (answer?.(call) ?? { status: 200, body: { id: String(seen.length + 1) } });
    seen.push({ ...call, at, status: told === 'nothing' ? 0 : told.status });
    for (const wake of waiting.splice(0)) wake();
    req.resume();
    if (told === 'nothing') return;
    res.writeHead(told.status, { 'content-type': 'application/json', ...told.headers });
    res.end(told.body ? JSON.stringify(told.body) : undefined);
  }

  const server = createServer(handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const bound = server.address();
  return {
    apiUrl: `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : bound}/api`,
    seen: seen as readonly Seen[],
    /** Resolves when so many calls have been seen. */
    untilSeen: async (count: number): Promise<void> => {
      while (seen.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

const TOO_MUCH: Answer = {
  status: 429,
  headers: { 'retry-after': '1', 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' },
  body: { message: 'You are being rate limited.', retry_after: 1, global: true },
};

/** What Discord answers when somebody has used up the limit of all calls, or of one channel. */
export const limitedFor = (seconds: number, scope: 'global' | 'user' | 'shared'): Answer => ({
  status: 429,
  headers: {
    'retry-after': String(seconds),
    'x-ratelimit-scope': scope,
    ...(scope === 'global' && { 'x-ratelimit-global': 'true' }),
  },
  body: { message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global' },
});
