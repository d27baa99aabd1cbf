import type { Point } from './canvas.ts';
import { polygon, rect } from './canvas.ts';
import { darker, lighter, mix } from './color.ts';
import { createNoise } from './random.ts';
import type { Stage } from './stage.ts';
import { times } from './stage.ts';

export type Ridge = {
  /** Height of the land, pixels from the top, at any x. */
  readonly at: (x: number) => number;
  readonly color: string;
};

type Shape = {
  /** Where the land lies on average. */
  readonly base: number;
  /** How far it rises above that. */
  readonly rise: number;
  /** Hills across the picture's shorter side. */
  readonly hills: number;
  readonly isSharp?: boolean;
};

/** A skyline of hills or peaks. */
export function createRidge({ canvas, random }: Stage, { base, rise, hills, isSharp }: Shape, color: string): Ridge {
  const noise = createNoise(random);
  const scale = hills / (canvas.unit * 1000);
  const octaves = isSharp ? 5 : 3;
  const at = (x: number) => {
    let height = 0;
    let share = 0.5;
    for (let octave = 0; octave < octaves; octave += 1) {
      const value = noise(x * scale * 2 ** octave + octave * 17.3);
      height += share * (isSharp ? 1 - 2 * Math.abs(value) ** 0.85 : value);
      share *= isSharp ? 0.42 : 0.36;
    }
    return base - rise * (height + 0.25);
  };
  return { at, color };
}

/** The colour of land so far away: 0 on the horizon, 1 at one's feet. */
export const landColor = ({ palette }: Stage, nearness: number): string =>
  mix(palette.haze, palette.land, nearness ** 0.85);

/** Fills from the ridge down, paler towards its foot as if mist lay there. */
export function drawRidge(stage: Stage, ridge: Ridge, foot: number, mistShare = 0.5): void {
  const { canvas, palette } = stage;
  const outline = outlineOf(stage, ridge);
  const top = Math.min(...outline.map(([, y]) => y));
  const paint = canvas.vertical(top, foot, [
    [0, ridge.color],
    [0.35, ridge.color],
    [1, mix(ridge.color, palette.haze, mistShare)],
  ]);
  canvas.add(polygon([...outline, [canvas.width, canvas.height], [0, canvas.height]], paint));
}

const outlineOf = ({ canvas }: Stage, ridge: Ridge): Point[] => {
  const step = canvas.unit * 5;
  return times(canvas.width / step + 2, (index): Point => [index * step, ridge.at(index * step)]);
};

/** Snow above a ragged line, and a shadow on the side away from the light. */
export function drawSnowCaps(stage: Stage, ridge: Ridge, snowLine: number, color: string): void {
  const { canvas, random } = stage;
  const noise = createNoise(random);
  const ragged = (x: number) => {
    const t = x / canvas.unit;
    return snowLine + canvas.unit * (26 * noise(t / 34) + 14 * noise(t / 11 + 90) + 7 * noise(t / 5 + 40));
  };
  const top = outlineOf(stage, ridge);
  const bottom = top.map(([x, y]): Point => [x, Math.max(y, ragged(x))]);
  canvas.add(polygon([...top, ...bottom.reverse()], color, { opacity: 0.92 }));
}

/** From each peak a zigzag runs down, and what lies behind it is in shadow. */
export function drawShadows(stage: Stage, ridge: Ridge, lightFromLeft: boolean): void {
  const { canvas, random } = stage;
  const span = canvas.unit * 60;
  const outline = outlineOf(stage, ridge);
  for (const [x, y] of outline) {
    const isPeak = outline.every(([otherX, otherY]) => Math.abs(otherX - x) > span || otherY >= y);
    if (!isPeak) continue;
    const side = lightFromLeft ? 1 : -1;
    const reach = canvas.unit * random.between(110, 210);
    const slope = outline.filter(([otherX]) => (otherX - x) * side >= 0 && Math.abs(otherX - x) <= reach);
    const ordered = lightFromLeft ? slope : slope.reverse();
    const depth = canvas.unit * random.between(170, 300);
    const zigzag = times(6, (step): Point => {
      const t = 1 - step / 6;
      const sway = (step % 2 === 0 ? 1 : -1) * canvas.unit * random.between(6, 22);
      return [x + side * reach * 0.4 * t + sway, y + depth * t];
    });
    const color = darker(ridge.color, 0.45);
    const paint = canvas.vertical(y, y + depth, [
      [0, color, 0.5],
      [1, color, 0],
    ]);
    canvas.add(polygon([...ordered, ...zigzag], paint));
  }
}

/** A bank of mist. */
export function drawMist({ canvas, palette }: Stage, top: number, bottom: number, opacity: number): void {
  const color = lighter(palette.haze, palette.isNight ? 0.1 : 0.3);
  const paint = canvas.vertical(top, bottom, [
    [0, color, 0],
    [0.55, color, opacity],
    [1, color, 0],
  ]);
  canvas.add(rect(0, top, canvas.width, bottom - top, paint));
}
