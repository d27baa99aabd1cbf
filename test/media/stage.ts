import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { FetchAnswer } from '#domain/ports/media-store.ts';
import type { ClosableMediaStore, MediaStoreOptions } from '#media/media-store.ts';
import { createMediaStore } from '#media/media-store.ts';
import { tempDir } from '#test/support/temp-dir.ts';

/** One black pixel, a whole and valid PNG. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';

export const PNG = Buffer.from(PIXEL, 'base64');

/** One of the real files in test/fixtures/media. */
export const sample = (name: string): Promise<Buffer> =>
  readFile(new URL(import.meta.resolve(`#test/fixtures/media/${name}`)));

/** A PNG by its head, as long as wanted, and no two alike. */
export const pngOf = (bytes: number): Buffer => Buffer.concat([PNG, randomBytes(bytes - PNG.length)]);

export const JOB_ID = '01jd8k2x3v4w5y6z7a8b9c0d1e';

export type FileServer = {
  /** `127.0.0.1:port`. */
  readonly host: string;
  readonly port: number;
  readonly requests: readonly IncomingMessage[];
  readonly connections: () => number;
};

/** A server of files on the loopback, gone when the test is over. */
export async function serve(answer: RequestListener): Promise<FileServer> {
  const requests: IncomingMessage[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, port, requests, connections: () => connections };
}

export const serveBytes = (bytes: Uint8Array, headers: Record<string, string> = {}): Promise<FileServer> =>
  serve((_request, response) => response.writeHead(200, headers).end(bytes));

type Stage = ClosableMediaStore & {
  readonly dir: string;
  readonly fetchFrom: (...urls: string[]) => Promise<FetchAnswer>;
  /** Every file of a folder, the job's unless told, hidden ones too. */
  readonly names: (folder?: string) => Promise<string[]>;
  readonly errors: readonly object[];
};

/** A media store over an empty folder, gone when the test is over. */
export async function createStage(
  allowedHosts: readonly string[],
  options: Partial<MediaStoreOptions> = {},
): Promise<Stage> {
  const dir = await tempDir();
  const errors: object[] = [];
  const silent = () => {};
  const store = createMediaStore({
    dir,
    allowedHosts: new Set(allowedHosts),
    maxBytes: 1_000_000,
    timeoutMs: 20_000,
    publicUrl: 'https://bot.example/base',
    linkSecrets: ['a secret of the test, long enough to sign with'],
    clock: { now: Date.now },
    logger: { debug: silent, info: silent, warn: silent, error: (fields) => errors.push(fields) },
    ...options,
  });
  onTestFinished(() => store.close());
  return {
    ...store,
    dir,
    errors,
    fetchFrom: (...urls) => store.fetch({ jobId: JOB_ID, position: 0, urls }),
    names: (folder = JOB_ID) => readdir(join(dir, folder)).catch(() => []),
  };
}
