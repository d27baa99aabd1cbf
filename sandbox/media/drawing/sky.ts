import type { Point } from './canvas.ts';
import { circle, d, path, place, polygon, rect } from './canvas.ts';
import { lighter, mix } from './color.ts';
import { createNoise } from './random.ts';
import type { Stage } from './stage.ts';
import { times } from './stage.ts';

export type SkyPlan = {
  /** Height of the horizon, pixels from the top. */
  readonly horizon: number;
  /** Where the sun or the moon stands. */
  readonly sunX: number;
  readonly sunY: number;
  readonly sunRadius: number;
};

/** Sky down to the lower edge, with stars or clouds and the sun or moon. */
export function drawSky(stage: Stage, plan: SkyPlan): void {
  const { canvas, palette } = stage;
  const [zenith, high, low, horizon] = palette.sky;
  const paint = canvas.vertical(0, plan.horizon, [
    [0, zenith],
    [0.42, high],
    [0.78, low],
    [1, horizon],
  ]);
  canvas.add(rect(0, 0, canvas.width, canvas.height, paint));
  if (palette.isNight) drawStars(stage, plan.horizon);
  if (stage.theme.hasAurora) drawAurora(stage, plan.horizon);
  drawSun(stage, plan);
  drawClouds(stage, plan.horizon);
}

function drawStars({ canvas, random }: Stage, horizon: number): void {
  const count = (canvas.width * canvas.height) / (canvas.unit * canvas.unit * 4200);
  for (const _ of times(count, () => 0)) {
    const height = random.next() ** 1.4;
    const size = canvas.unit * (random.chance(0.08) ? random.between(1.8, 2.6) : random.between(0.6, 1.4));
    const opacity = random.between(0.35, 1) * (1 - height * 0.8);
    canvas.add(circle(random.between(0, canvas.width), height * horizon, size, '#fdf8ea', { opacity }));
  }
}

/** A full moon or sun; by night sometimes a crescent. */
function drawSun({ canvas, random, palette }: Stage, { sunX, sunY, sunRadius }: SkyPlan): void {
  const reach = sunRadius * (palette.isNight ? 5 : 6.5);
  const glow = canvas.radial(sunX, sunY, reach, [
    [0, palette.glow, 0.85],
    [0.18, palette.glow, 0.5],
    [0.5, palette.glow, 0.16],
    [1, palette.glow, 0],
  ]);
  canvas.add(circle(sunX, sunY, reach, glow));
  if (palette.isNight && sunRadius < canvas.unit * CRESCENT_MAX && random.chance(0.4)) {
    canvas.add(crescent(sunX, sunY, sunRadius, palette.sun));
    return;
  }
  canvas.add(circle(sunX, sunY, sunRadius * 1.22, palette.sun, { opacity: 0.22 }));
  const body = canvas.radial(sunX - sunRadius * 0.3, sunY - sunRadius * 0.3, sunRadius * 1.6, [
    [0, lighter(palette.sun, 0.6)],
    [1, mix(palette.sun, palette.glow, 0.35)],
  ]);
  canvas.add(circle(sunX, sunY, sunRadius, body));
  if (!palette.isNight) return;
  for (const [x, y, r] of MOON_SEAS) {
    canvas.add(circle(sunX + x * sunRadius, sunY + y * sunRadius, r * sunRadius, palette.haze, { opacity: 0.16 }));
  }
}

// Larger moons stand behind something, which a crescent would leave half in the air. Units.
const CRESCENT_MAX = 120;

const MOON_SEAS = [
  [-0.3, -0.25, 0.26],
  [0.22, -0.38, 0.15],
  [0.32, 0.12, 0.3],
  [-0.22, 0.36, 0.2],
  [-0.55, 0.1, 0.12],
] as const;

function crescent(x: number, y: number, r: number, color: string): string {
  const [tipX, tipY] = [r * 0.34, r * 0.94];
  const outline = d`M${tipX} ${-tipY}A${r} ${r} 0 1 0 ${tipX} ${tipY}A${r * 0.98} ${r * 0.98} 0 0 1 ${tipX} ${-tipY}Z`;
  return path(outline, color, { transform: place(x, y, 1, false, -28) });
}

function drawClouds({ canvas, random, palette }: Stage, horizon: number): void {
  const { width, unit } = canvas;
  for (const index of times(random.whole(3, 6), (each) => each)) {
    const y = horizon * random.between(0.1, 0.86);
    const x = random.between(-0.1, 0.95) * width;
    const length = unit * random.between(220, 620);
    const opacity = (palette.isNight ? 0.16 : 0.34) * random.between(0.6, 1.2);
    for (const layer of times(random.whole(3, 6), (each) => each)) {
      const shift = random.between(-0.32, 0.32) * length;
      const thickness = unit * random.between(7, 22) * (1 - layer * 0.08);
      const part = length * random.between(0.4, 1);
      const level = y + (layer - 2) * unit * 13 + index;
      canvas.add(path(streak(x + shift, level, part, thickness), palette.cloud, { opacity }));
    }
  }
}

/** A long thin lens with a flat underside. */
function streak(x: number, y: number, length: number, thickness: number): string {
  const l = length;
  const t = thickness;
  return d`M${x} ${y}C${x + l * 0.2} ${y - t * 0.3} ${x + l * 0.3} ${y - t} ${x + l * 0.5} ${y - t}S${x + l * 0.8} ${y - t * 0.25} ${x + l} ${y}C${x + l * 0.75} ${y + t * 0.4} ${x + l * 0.25} ${y + t * 0.4} ${x} ${y}Z`;
}

/** Curtains of light. */
function drawAurora({ canvas, random }: Stage, horizon: number): void {
  const colors = ['#4dffb4', '#3be0d0', '#8a7bff'] as const;
  for (const curtain of times(3, (index) => index)) {
    const noise = createNoise(random);
    const base = horizon * (0.42 + curtain * 0.13);
    const steps = 64;
    const color = colors[curtain] ?? colors[0];
    for (const index of times(steps, (each) => each)) {
      const at = (offset: number): Point => {
        const t = (index + offset) / steps;
        return [t * canvas.width * 1.2 - canvas.width * 0.1, base + noise(t * 3.1 + 7) * horizon * 0.2];
      };
      const [[left, leftY], [right, rightY]] = [at(0), at(1)];
      const rise = horizon * (0.26 + 0.16 * noise(index * 0.37) + 0.05 * noise(index * 1.3));
      const paint = canvas.vertical(leftY - rise, leftY, [
        [0, color, 0],
        [0.75, color, 0.22],
        [1, color, 0.02],
      ]);
      const corners: readonly Point[] = [
        [left, leftY],
        [right + 0.6, rightY],
        [right + 0.6, rightY - rise],
        [left, leftY - rise],
      ];
      canvas.add(polygon(corners, paint));
    }
  }
}
