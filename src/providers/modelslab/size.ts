import type { Aspect } from '#domain/options.ts';

type Box = { readonly width: number; readonly height: number };

/** Sides must be divisible by 8 (docs.modelslab.com error-codes). */
const STEP = 8;

/** The largest size of exactly this ratio within the box, both sides divisible by 8. */
export function sizeWithin(box: Box, aspect: Aspect): Box {
  const [across = 1, down = 1] = aspect.split(':').map(Number);
  const unit = Math.floor(Math.min(box.width / across, box.height / down) / STEP) * STEP;
  return { width: across * unit, height: down * unit };
}

/** 256 to 1024 on each side (docs.modelslab.com error-codes, text-to-image): what most endpoints take. */
export const UP_TO_1024: Box = { width: 1024, height: 1024 };
