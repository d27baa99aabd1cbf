import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { onTestFinished } from 'vitest';
import { createPage } from '#sandbox/page/page.ts';
import type { createStubWorld } from './stub-world.ts';

/** Serves the page on a free port until the test ends; answers its origin. */
export async function servePage({ discord, services }: ReturnType<typeof createStubWorld>): Promise<string> {
  const app = express().use(await createPage({ discord, services, guildName: 'The <Bower>' }));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

export const postJson = (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
