import type { Canvas } from './canvas.ts';
import type { Palette } from './palette.ts';
import type { Random } from './random.ts';
import type { Theme } from './theme.ts';

/** What everything that draws is given. */
export type Stage = {
  readonly canvas: Canvas;
  readonly random: Random;
  readonly palette: Palette;
  readonly theme: Theme;
};

export const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: Math.max(0, Math.round(count)) }, (_, index) => make(index));
