import type { Model } from '#domain/model.ts';
import { KNOWN_IMAGES } from './known-images.ts';
import { KNOWN_SOUNDS } from './known-sounds.ts';
import { KNOWN_VIDEOS } from './known-videos.ts';
import { readModels } from './read-model.ts';

/**
 * Models that are known without asking, best first: rows as the service would list them, after the parameter tables of
 * docs.eachlabs.ai models and the vendor's own skill files. They go through the same reader as its answer, so that they are
 * said in the same words. Left out: models that were announced to end, and fields that nobody here would fill.
 */
const ROWS = [...KNOWN_IMAGES, ...KNOWN_VIDEOS, ...KNOWN_SOUNDS];

const RANKS: ReadonlyMap<string, number> = new Map(ROWS.map(({ slug }, index) => [slug, ROWS.length - index]));

/** The service does not tell what is popular: the models known here come before all others, in their order. */
export function popularityOf(row: unknown): number {
  if (typeof row !== 'object' || row === null || !('slug' in row)) return 0;
  return RANKS.get(String(row.slug)) ?? 0;
}

export const MODELS: readonly Model[] = ROWS.flatMap((row) => readModels(row, popularityOf(row)));
