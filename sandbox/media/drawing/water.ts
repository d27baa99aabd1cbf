import { d, path, rect } from './canvas.ts';
import { darker, lighter, mix } from './color.ts';
import type { SkyPlan } from './sky.ts';
import type { Stage } from './stage.ts';
import { times } from './stage.ts';

/** Water from a height down to another, with the light of the sun or moon on it. */
export function drawWater(stage: Stage, top: number, bottom: number, { sunX }: Pick<SkyPlan, 'sunX'>): void {
  const { canvas, palette } = stage;
  const paint = canvas.vertical(top, bottom, [
    [0, mix(palette.sky[3], palette.water, 0.35)],
    [0.25, mix(palette.sky[2], palette.water, 0.6)],
    [1, darker(palette.water, 0.35)],
  ]);
  canvas.add(rect(0, top, canvas.width, bottom - top, paint));
  drawRipples(stage, top, bottom);
  drawGlitter(stage, top, bottom, sunX);
}

function drawRipples({ canvas, random, palette }: Stage, top: number, bottom: number): void {
  const [light, dark] = [lighter(palette.water, 0.35), darker(palette.water, 0.3)];
  for (const _ of times(150, () => 0)) {
    const depth = random.next() ** 1.5;
    const y = top + depth * (bottom - top);
    const length = canvas.unit * (18 + depth * random.between(60, 240));
    const thickness = canvas.unit * (0.8 + depth * 7);
    const x = random.between(-0.05, 1) * canvas.width;
    const opacity = random.between(0.1, 0.32);
    canvas.add(path(ripple(x, y, length, thickness), random.chance(0.55) ? light : dark, { opacity }));
  }
}

/** The path of light below the sun: wider and rougher as it comes near. */
function drawGlitter({ canvas, random, palette }: Stage, top: number, bottom: number, sunX: number): void {
  for (const _ of times(120, () => 0)) {
    const depth = random.next() ** 1.3;
    const y = top + depth * (bottom - top) * 0.96;
    const spread = canvas.unit * (26 + depth * 120);
    const offset = (random.next() + random.next() - 1) * spread;
    const length = canvas.unit * (16 + depth * 90) * random.between(0.4, 1) * (1 - Math.abs(offset) / spread / 1.6);
    const opacity = random.between(0.35, 0.85) * (1 - depth * 0.45);
    const shape = ripple(sunX + offset - length / 2, y, length, canvas.unit * (1 + depth * 6));
    canvas.add(path(shape, palette.sun, { opacity }));
  }
}

const ripple = (x: number, y: number, length: number, thickness: number): string =>
  d`M${x} ${y}Q${x + length / 2} ${y - thickness} ${x + length} ${y}Q${x + length / 2} ${y + thickness * 0.7} ${x} ${y}Z`;
