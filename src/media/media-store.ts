import { readFile } from 'node:fs/promises';
import type { LookupFunction } from 'node:net';
import type { Clock } from '#domain/ports/clock.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { MediaStore } from '#domain/ports/media-store.ts';
import { createFetchArtifact } from './fetch-artifact.ts';
import { createGuardedAgent } from './guarded-agent.ts';
import { inside, isThere, locate } from './inside.ts';
import { createKeepGift } from './keep-gift.ts';
import { createMeasuring } from './measure.ts';
import type { Linked } from './media-links.ts';
import { createMediaLinks } from './media-links.ts';
import { createPrograms } from './shrink/programs.ts';
import { createShrink } from './shrink/shrink.ts';
import { createSweeping } from './sweep.ts';

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
  /** Where strangers reach this process, without a slash at the end; absent: there are no links. */
  readonly publicUrl?: string;
  /** The first signs links, all verify. */
  readonly linkSecrets: readonly string[];
  /** Where ffmpeg is looked for, as in PATH; without it, videos and sounds have no smaller version. */
  readonly searchPath?: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  /** How names become addresses; the system's way when absent. */
  readonly lookup?: LookupFunction;
};

/** What a link leads to; `path` is absolute. */
export type OpenedFile = { readonly path: string; readonly mediaType: string; readonly name: string };

export type ClosableMediaStore = MediaStore & {
  /** By the last part of a link; undefined when it is not ours or its time is over. The file may be gone all the same. */
  readonly open: (token: string) => OpenedFile | undefined;
  /**
   * Breaks off what is under way: such a fetch answers `later`, a smaller version is none, a sweep rejects. May be called
   * again.
   */
  readonly close: () => Promise<void>;
};

/** A server that is silent for so long has lost the transfer; a congested one still sends something. */
const IDLE_TIMEOUT_MS = 15_000;

/** Two lost SYNs and their repeats (1 s, 2 s) fit in; a dead address does not hold up its alternates for longer. */
const CONNECT_TIMEOUT_MS = 5_000;

export function createMediaStore(options: MediaStoreOptions): ClosableMediaStore {
  const { dir, lookup, publicUrl, linkSecrets: secrets, clock, idleTimeoutMs = IDLE_TIMEOUT_MS } = options;
  const agent = createGuardedAgent({
    allowedHosts: new Set([...options.allowedHosts].map((host) => host.toLowerCase())),
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    idleTimeoutMs,
    ...(lookup && { lookup }),
  });
  const measuring = createMeasuring();
  const programs = createPrograms({ searchPath: options.searchPath });
  const sweeping = createSweeping({ dir });
  const links = createMediaLinks({ secrets, publicUrl, clock });
  const parts = { ...options, agent, measuring, programs };

  return {
    fetch: createFetchArtifact(parts),
    keep: createKeepGift(parts),
    read: async (file) => readFile(locate(dir, file)),
    locate: (file) => locate(dir, file),
    link: (file, lifeMs) => {
      locate(dir, file);
      return links.mint(file, lifeMs);
    },
    has: (file) => isThere(dir, file),
    shrink: createShrink(parts),
    sweep: sweeping.sweep,
    open: (token) => {
      const file = links.open(token);
      // A second look at what is signed: whatever a secret was used for, nothing outside of the store is given out.
      const path = file && inside(dir, file);
      return file && path !== undefined ? { path, mediaType: file.mediaType, name: nameOf(file) } : undefined;
    },
    close: async () => {
      await Promise.all([agent.destroy(), measuring.close(), programs.close(), sweeping.close()]);
    },
  };
}

/** What whoever saves the file finds in their folder. */
const nameOf = ({ path }: Linked): string => `bowerbird-${path.replace(/^inputs\//, '').replaceAll('/', '-')}`;
