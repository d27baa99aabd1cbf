import type { StoredFile } from '#domain/artifact.ts';
import type { Program } from './programs.ts';
import type { Making } from './recipe.ts';

/** A minute of film in full HD takes half of that on a slow machine; who waits longer is better served by a link. */
const TIMEOUT_MS = 2 * 60_000;

/** Of processor time: ends it even if nobody is left to kill it. */
const PROCESSOR_SECONDS_MAX = 4 * 60;

/** One block of memory: a frame of the largest film is a quarter of that. */
const BLOCK_BYTES_MAX = 256 * 1024 * 1024;

/** 8192 × 8192. */
const PIXELS_MAX = 67_108_864;

/** How the program calls the containers that it may open; a file is opened as what it was recognised as or not at all. */
const CONTAINERS: ReadonlyMap<string, string> = new Map([
  ['video/mp4', 'mov'],
  ['video/x-m4v', 'mov'],
  ['video/quicktime', 'mov'],
  ['video/webm', 'matroska'],
  ['video/matroska', 'matroska'],
  ['video/x-matroska', 'matroska'],
  ['video/mp2t', 'mpegts'],
  ['audio/mp4', 'mov'],
  ['audio/x-m4a', 'mov'],
  ['audio/mpeg', 'mp3'],
  ['audio/ogg', 'ogg'],
  ['audio/flac', 'flac'],
  ['audio/wav', 'wav'],
  ['audio/webm', 'matroska'],
  ['audio/aac', 'aac'],
]);

/** What is left of the bound for what is seen or heard: the container's head, and a share for its seams. */
const HEAD_BYTES = 2_048;
const PAYLOAD_SHARE = 0.97;

/** In bits. */
export const payloadOf = ({ maxBytes, share }: Pick<Making, 'maxBytes' | 'share'>): number =>
  (maxBytes * share - HEAD_BYTES) * 8 * PAYLOAD_SHARE;

/** The program that turns one file into another; undefined for a container that it must not open. */
export function ffmpeg({ source, target, file }: Making, how: readonly string[]): Program | undefined {
  const container = containerOf(file);
  if (container === undefined) return undefined;
  const quietly = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'];
  const bounded = ['-timelimit', PROCESSOR_SECONDS_MAX, '-max_alloc', BLOCK_BYTES_MAX, '-filter_threads', 1];
  // No address in a file leads anywhere: only files are opened, and only this one is named.
  const input = ['-protocol_whitelist', 'file', '-max_pixels', PIXELS_MAX, '-threads', 2, '-f', container];
  const bare = ['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'];
  return {
    command: 'ffmpeg',
    args: [...quietly, ...bounded, ...input, '-i', `file:${source}`, ...bare, ...how, `file:${target}`].map(String),
    timeoutMs: TIMEOUT_MS,
  };
}

const containerOf = ({ mediaType }: StoredFile): string | undefined => CONTAINERS.get(mediaType);
