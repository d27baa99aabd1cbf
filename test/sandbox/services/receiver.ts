import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import express from 'express';
import { onTestFinished } from 'vitest';
import type { PretendService } from '#sandbox/services/operator.ts';
import type { Site } from '#sandbox/services/serve.ts';

/** A pretend service alone, on a server of its own. */
export async function serveService<Service extends PretendService>(create: (site: Site) => Service): Promise<Service> {
  const app = express();
  let origin = '';
  const service = create({ app, baseUrl: () => origin });
  origin = await serve(createServer(app));
  onTestFinished(() => service.close());
  return service;
}

export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
};

/** A request with JSON, and the answer's JSON; other bodies as text. */
export async function ask(
  url: string,
  { method = 'POST', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: unknown } = {},
): Promise<Answered> {
  const answer = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json');
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}

export type Received = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  readonly raw: string;
};

/**
 * Somebody who is called back and remembers; `next` resolves with the n-th callback. Answers with the statuses in turn,
 * the last of them for ever.
 */
export async function startReceiver(...statuses: readonly number[]) {
  const received: Received[] = [];
  const sockets = new Set<unknown>();
  const server = createServer((request, response) => {
    sockets.add(request.socket);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString();
      received.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(raw), raw });
      response.writeHead(statuses[Math.min(received.length, statuses.length) - 1] ?? 200).end();
      server.emit('received');
    });
  });
  const origin = await serve(server);
  return {
    url: `${origin}/hook`,
    received,
    connections: () => sockets.size,
    next: async (count: number): Promise<Received | undefined> => {
      while (received.length < count) await once(server, 'received');
      return received[count - 1];
    },
  };
}

/** Serves these bytes at an address until the test ends, as a member's file would lie somewhere. */
export async function serveBytes(bytes: Uint8Array, name: string): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url !== `/${name}`) return void response.writeHead(404).end();
    response.writeHead(200).end(bytes);
  });
  return `${await serve(server)}/${name}`;
}

async function serve(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}
