import type { LookupFunction } from 'node:net';
import { join, resolve, sep } from 'node:path';
import type { StoredFile } from '#domain/artifact.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { FetchAnswer, MediaStore } from '#domain/ports/media-store.ts';
import { copyFile } from './copy-file.ts';
import { createGuardedAgent } from './guarded-agent.ts';
import { discard, openAddress, toUnfetchable } from './open-address.ts';
import { Unfetchable } from './unfetchable.ts';

export type MediaStoreOptions = {
  readonly dir: string;
  /** `host` or `host:port`: exempt from the rule that only public addresses are fetched from. */
  readonly allowedHosts: ReadonlySet<string>;
  /** Of one file, after unpacking. */
  readonly maxBytes: number;
  /** For one address from the look-up to the last byte, redirects included. An artifact with two addresses may take twice. */
  readonly timeoutMs: number;
  /** Longest silence within a transfer. */
  readonly idleTimeoutMs?: number;
  readonly logger: Logger;
  /** How names become addresses; the system's way when absent. */
  readonly lookup?: LookupFunction;
};

export type ClosableMediaStore = MediaStore & {
  /** Breaks off what is being fetched; such a fetch answers `later`. May be called again. */
  readonly close: () => Promise<void>;
};

/** A server that is silent for so long has lost the transfer; a congested one still sends something. */
const IDLE_TIMEOUT_MS = 15_000;

/** Two lost SYNs and their repeats (1 s, 2 s) fit in; a dead address does not hold up its alternates for longer. */
const CONNECT_TIMEOUT_MS = 5_000;

type Target = { readonly jobId: string; readonly position: number };

const JOB_ID = /^[0-9a-z]{1,64}$/;

export function createMediaStore(options: MediaStoreOptions): ClosableMediaStore {
  const { dir, maxBytes, timeoutMs, logger, lookup, idleTimeoutMs = IDLE_TIMEOUT_MS } = options;
  const agent = createGuardedAgent({
    allowedHosts: new Set([...options.allowedHosts].map((host) => host.toLowerCase())),
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    idleTimeoutMs,
    ...(lookup && { lookup }),
  });

  return {
    fetch: async ({ jobId, position, urls }) => {
      if (!JOB_ID.test(jobId)) throw new Error(`Not a job id: ${jobId}`);
      let soFar: FetchAnswer = { outcome: 'gone', detail: 'no address' };
      for (const url of urls) {
        const answer = await fetchOne(url, { jobId, position });
        if (answer.outcome === 'stored') return answer;
        // One address that may mend keeps hope for the artifact.
        if (soFar.outcome !== 'later') soFar = answer;
      }
      return soFar;
    },
    locate: (file) => locate(dir, file),
    close: () => agent.destroy(),
  };

  async function fetchOne(url: string, target: Target): Promise<FetchAnswer> {
    try {
      return { outcome: 'stored', file: await copy(url, target) };
    } catch (error) {
      if (error instanceof Unfetchable) return { outcome: error.outcome, detail: error.message };
      // Not the stranger's fault but ours: a full or broken disk. The file is still there to be fetched.
      logger.error({ ...target, err: error }, 'artifact could not be written');
      return { outcome: 'later', detail: 'could not be written' };
    }
  }

  async function copy(url: string, target: Target): Promise<StoredFile> {
    const signal = AbortSignal.timeout(timeoutMs);
    const body = await openAddress(url, { agent, signal, maxBytes });
    try {
      return await copyFile(bounded(body, hostOf(url), maxBytes), { dir, ...target });
    } finally {
      discard(body);
    }
  }
}

/** Counts what really arrives: a length in a header is a promise, and may be absent. */
async function* bounded(
  body: AsyncIterable<Uint8Array>,
  hostname: string,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Unfetchable('gone', `${hostname}: larger than ${maxBytes} bytes`);
      yield chunk;
    }
  } catch (error) {
    throw toUnfetchable(error, hostname);
  }
}

function locate(dir: string, file: StoredFile): string {
  const root = resolve(dir);
  const path = resolve(join(root, file.path));
  if (!path.startsWith(root + sep)) throw new Error(`Not a path of the media store: ${file.path}`);
  return path;
}

const hostOf = (url: string): string => URL.parse(url)?.hostname ?? '';
