import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import express from 'express';
import { onTestFinished } from 'vitest';
import type { PretendModelslab } from '#sandbox/modelslab/operator.ts';
import type { PretendModelslabOptions } from '#sandbox/modelslab/pretend-modelslab.ts';
import { createPretendModelslab } from '#sandbox/modelslab/pretend-modelslab.ts';

/** The pretend service alone, on a server of its own. */
export async function startService(
  options: Omit<PretendModelslabOptions, 'app' | 'baseUrl'> = {},
): Promise<PretendModelslab> {
  const app = express();
  let origin = '';
  const modelslab = createPretendModelslab({ generationMs: 5, ...options, app, baseUrl: () => origin });
  origin = await serve(createServer(app));
  onTestFinished(() => modelslab.close());
  return modelslab;
}

export const ORDER = { model_id: 'flux', prompt: 'a small blue cap', width: 256, height: 264, seed: 7 } as const;

export type Answered = { readonly status: number; readonly body: unknown };

/** A submit with the right key, of a small picture unless told otherwise. */
export const submit = ({ apiUrl, key }: PretendModelslab, body: Readonly<Record<string, unknown>> = {}) =>
  post(`${apiUrl}/v6/images/text2img`, { key, ...ORDER, ...body });

export const poll = ({ apiUrl, key }: PretendModelslab, id: string | number) =>
  post(`${apiUrl}/v6/images/fetch/${id}`, { key });

export async function post(url: string, body: unknown): Promise<Answered> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    body: answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
  };
}

export type Received = { readonly headers: IncomingMessage['headers']; readonly body: unknown };

/** Somebody who is called back, answers with a status, and remembers; `next` resolves with the n-th callback. */
export async function startReceiver(status = 200) {
  const received: Received[] = [];
  const sockets = new Set<unknown>();
  const server = createServer((request, response) => {
    sockets.add(request.socket);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(status).end();
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
