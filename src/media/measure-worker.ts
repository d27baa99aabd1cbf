import { open } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { MediaType } from './media-type.ts';

// The other end of measure.ts. Loads what this one file needs: the readers of tracks are large.
const { path, type }: { path: string; type: MediaType } = workerData;
const read = type.mediaType.startsWith('image/')
  ? (await import('./read-image.ts')).readImage
  : (await import('./read-tracks.ts')).readTracks;
parentPort?.postMessage(await read(await open(path), type));
