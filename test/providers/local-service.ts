import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type Seen = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Parsed where it is JSON; null where there is none; else absent. */
  readonly body?: unknown;
  readonly raw: Buffer;
};

type Respond = (response: ServerResponse, seen: Seen) => void;

export type LocalService = AsyncDisposable & {
  readonly origin: string;
  readonly apiUrl: string;
  readonly seen: readonly Seen[];
  /** How requests are answered from now on. */
  readonly respond: (respond: Respond) => void;
  readonly answer: (status: number, body: string | object, headers?: Record<string, string>) => void;
};

/** A real HTTP server on loopback; `apiUrl` has the path of the real API. */
export async function startService(): Promise<LocalService> {
  const seen: Seen[] = [];
  let respond: Respond = (response) => response.writeHead(500).end();
  const server = createServer(async (request, response) => {
    const raw = await buffer(request);
    const isOther = raw.length > 0 && !request.headers['content-type']?.includes('json');
    const body: { body?: unknown } = isOther ? {} : { body: JSON.parse(raw.toString() || 'null') };
    const call = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, raw, ...body };
    seen.push(call);
    respond(response, call);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    apiUrl: `${origin}/api`,
    seen,
    respond: (next) => {
      respond = next;
    },
    answer: (status, body, headers = {}) => {
      const isText = typeof body === 'string';
      respond = (response) => {
        response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
        response.end(isText ? body : JSON.stringify(body));
      };
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A port on which nobody listens. */
export async function closedOrigin(): Promise<string> {
  await using service = await startService();
  return service.origin;
}
