import { open } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import type { ToMeasure } from './measure.ts';
import type { Measured } from './measures.ts';
import { readImage } from './read-image.ts';

// The other end of measure.ts: one question, one answer; nothing where nothing can be told.
parentPort?.on('message', async (question: ToMeasure) => {
  parentPort?.postMessage(await answer(question).catch(() => undefined));
});

async function answer({ path, type }: ToMeasure): Promise<Measured> {
  const handle = await open(path);
  try {
    if (type.mediaType.startsWith('image/')) return await readImage(handle, type);
    // The readers of tracks are large, and most files are images.
    const { readTracks } = await import('./read-tracks.ts');
    return await readTracks(handle, type);
  } finally {
    await handle.close();
  }
}
