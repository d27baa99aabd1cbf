import type { Attributes } from './canvas.ts';
import { circle, d, group, path, place, stroke } from './canvas.ts';
import { darker, lighter, mix } from './color.ts';
import type { Ridge } from './land.ts';
import type { Stage } from './stage.ts';
import { times } from './stage.ts';

/** A fir of height 100 standing at the origin. */
function fir(color: string, snow: string | undefined, jitter: () => number): string[] {
  const tiers = 6;
  const left: string[] = [];
  const right: string[] = [];
  for (const tier of times(tiers, (index) => index)) {
    const top = -100 + tier * 15;
    const half = 7 + tier * 4.1 + jitter() * 2.5;
    const foot = top + 23;
    left.push(d`L${-half} ${foot + jitter() * 2}L${-half * 0.45} ${foot - 3}`);
    right.unshift(d`L${half * 0.45} ${foot - 3}L${half} ${foot + jitter() * 2}`);
  }
  const body = path(`M0 -103${left.join('')}L-3 -4L-3 2L3 2L3 -4${right.join('')}Z`, color);
  if (snow === undefined) return [body];
  const caps = times(5, (tier) => {
    const top = -101 + tier * 15;
    const half = 5 + tier * 3.6;
    return path(
      d`M0 ${top}L${-half} ${top + 17}Q${-half * 0.5} ${top + 12} 0 ${top + 15}T${half * 0.8} ${top + 15}Z`,
      snow,
    );
  });
  return [body, ...caps];
}

/** A row of firs along a ridge. `height` in pixels. */
export function drawFirs(stage: Stage, ridge: Ridge, height: number, spacing: number, color = ridge.color): void {
  const { canvas, random, palette, theme } = stage;
  const snow = theme.hasSnow ? mix(palette.isNight ? '#8fa9cf' : '#ffffff', color, 0.15) : undefined;
  for (let x = -spacing; x < canvas.width + spacing; x += spacing * random.between(0.35, 1.5)) {
    const size = (height * random.between(0.5, 1.1)) / 100;
    const shape = fir(color, snow, () => random.between(-1, 1));
    canvas.add(group(place(x, ridge.at(x) + height * 0.06, size), shape));
  }
}

/** A round tree of height 100 standing at the origin. */
export function roundTree({ random }: Stage, color: string, trunk: string, light: string): string[] {
  const shapes = [
    path('M-3 2Q-2 -25 -4 -45L4 -45Q2 -25 4 2Z', trunk),
    stroke('M0 -30Q10 -42 14 -52M0 -34Q-9 -44 -14 -52', trunk, 2.4),
  ];
  const blobs = times(15, () => {
    const angle = random.between(0, Math.PI * 2);
    const reach = random.between(0, 21);
    return [Math.cos(angle) * reach * 1.2, -66 + Math.sin(angle) * reach, random.between(10, 16)] as const;
  });
  for (const [x, y, r] of blobs) shapes.push(circle(x, y + 3, r, darker(color, 0.18)));
  for (const [x, y, r] of blobs) shapes.push(circle(x - 2, y - 2, r * 0.86, color));
  for (const [x, y, r] of blobs.slice(0, 9)) shapes.push(circle(x - 6, y - 7, r * 0.5, light, { opacity: 0.17 }));
  return shapes;
}

/** Trunks from above the picture to the ground, each a little bent. */
export function drawTrunks(stage: Stage, ground: number, count: number, width: number, color: string): void {
  const { canvas, random } = stage;
  for (const index of times(count, (each) => each)) {
    const x = ((index + random.between(0.1, 0.9)) / count) * canvas.width;
    const half = width * random.between(0.35, 0.75);
    const bend = canvas.unit * random.between(-45, 45);
    const foot = ground + canvas.unit * random.between(-14, 22);
    const shape = d`M${x - half * 2} ${foot}Q${x - half} ${foot - half * 3} ${x + bend * 0.5 - half} ${foot * 0.5}T${x + bend - half * 0.6} -10L${x + bend + half * 0.6} -10Q${x + bend * 0.6 + half} ${foot * 0.4} ${x + half} ${foot - half * 3}Q${x + half * 1.2} ${foot - half} ${x + half * 2.2} ${foot}Z`;
    const paint = canvas.linear(
      [x - half, 0],
      [x + half, 0],
      [
        [0, lighter(color, 0.12)],
        [0.4, color],
        [1, darker(color, 0.2)],
      ],
    );
    canvas.add(path(shape, paint));
    canvas.add(...branches(stage, x + bend * 0.6, foot, half, color));
  }
}

function branches({ canvas, random }: Stage, x: number, foot: number, half: number, color: string): string[] {
  return times(random.whole(1, 4), () => {
    const y = foot * random.between(0.05, 0.55);
    const reach = canvas.unit * random.between(50, 150) * (random.chance(0.5) ? 1 : -1);
    const rise = canvas.unit * random.between(30, 90);
    return stroke(d`M${x} ${y}Q${x + reach * 0.6} ${y - rise * 0.1} ${x + reach} ${y - rise}`, color, half * 0.45);
  });
}

/** Leaves in bunches, hanging a little. */
export function drawFoliage(stage: Stage, x: number, y: number, spread: number, color: string, count: number): void {
  const { canvas, random } = stage;
  for (const index of times(count * 3, (each) => each / (count * 3))) {
    const angle = random.between(0, Math.PI * 2);
    const reach = Math.sqrt(random.next()) * spread;
    const shade = mix(darker(color, 0.3), lighter(color, 0.22), index * random.between(0.5, 1));
    const at = place(
      x + Math.cos(angle) * reach * 1.5,
      y + Math.sin(angle) * reach * 0.6,
      canvas.unit * random.between(0.7, 1.5),
      false,
      90 + random.between(-75, 75),
    );
    canvas.add(group(at, [path('M-6 0Q12 -15 38 0Q12 14 -6 0Z', shade)]));
  }
}

/** Blades of grass with their feet at a height. */
export function drawGrass(
  stage: Stage,
  ground: (x: number) => number,
  height: number,
  count: number,
  color: string,
): void {
  const { canvas, random } = stage;
  const blades: Record<string, string> = {};
  for (const _ of times(count, () => 0)) {
    const x = random.between(-20, canvas.width + 20);
    const y = ground(x) + height * random.between(0.1, 0.4);
    const tall = height * random.between(0.4, 1);
    const lean = height * random.between(-0.4, 0.4);
    const w = height * 0.045;
    const shade = mix(color, lighter(color, 0.35), Math.round(random.next() * 3) / 4);
    const blade = d`M${x - w} ${y}Q${x} ${y - tall * 0.6} ${x + lean} ${y - tall}Q${x + w} ${y - tall * 0.5} ${x + w} ${y}Z`;
    blades[shade] = (blades[shade] ?? '') + blade;
  }
  for (const [shade, blade] of Object.entries(blades)) canvas.add(path(blade, shade));
}

/** A fern: leaflets along a bent stem, of length 100 from the origin. */
export function fern(color: string, lean: number, more: Attributes = {}): string {
  const leaflets = times(14, (index) => {
    const t = (index + 1) / 15;
    const x = lean * t * t;
    const y = -100 * t + 25 * t * t;
    const size = 22 * (1 - t) + 4;
    return d`M${x} ${y}q${-size * 0.6} ${-size * 0.5} ${-size} ${-size * 0.15}q${size * 0.5} ${size * 0.35} ${size} ${size * 0.15}q${size * 0.6} ${-size * 0.5} ${size} ${-size * 0.15}q${-size * 0.5} ${size * 0.35} ${-size} ${size * 0.15}Z`;
  });
  return path(leaflets.join(''), color, more) + stroke(d`M0 0Q${lean * 0.1} -50 ${lean} -75`, color, 1.5);
}
