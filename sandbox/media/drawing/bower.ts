import { d, ellipse, path, stroke } from './canvas.ts';
import { darker, lighter, mix } from './color.ts';
import type { Stage } from './stage.ts';
import { times } from './stage.ts';
import { drawTreasures } from './treasures.ts';

/** An avenue of sticks, seen from its entrance, with the court of treasures before it. `height` in pixels. */
export function drawBower(stage: Stage, x: number, ground: number, height: number, treasures: number): void {
  const { canvas, palette } = stage;
  const straw = mix('#a9793f', palette.glow, palette.isNight ? 0.12 : 0.25);
  const shade = palette.isNight ? 0.45 : 0.12;
  const mat = darker(mix(straw, palette.land, 0.35), shade);
  canvas.add(
    ellipse(x, ground + height * 0.06, height * 0.95, height * 0.17, darker(palette.land, 0.3), { opacity: 0.5 }),
  );
  drawMat(stage, x, ground + height * 0.07, height * 0.85, mat);
  drawDepths(stage, x, ground, height, darker(straw, 0.7));
  for (const row of [0, 1, 2]) {
    const color = darker(straw, shade + 0.34 - row * 0.15);
    for (const side of [-1, 1] as const)
      drawWall(stage, { x, ground: ground + row * height * 0.02, height, side, row, color });
  }
  drawTreasures(stage, x, ground + height * 0.16, height * 0.72, treasures);
}

type Wall = {
  readonly x: number;
  readonly ground: number;
  readonly height: number;
  readonly side: -1 | 1;
  /** 0 at the back. */
  readonly row: number;
  readonly color: string;
};

/** Sticks that rise from the ground, bend outwards, and meet above the avenue. */
function drawWall({ random, canvas }: Stage, { x, ground, height, side, row, color }: Wall): void {
  const sticks = times(46, () => {
    const foot = x + side * height * random.between(0.2 + row * 0.02, 0.47);
    const tall = height * random.between(0.66, 1.06) * (0.9 + row * 0.06);
    const tip = x + side * height * random.between(-0.06, 0.36);
    const belly = foot + side * height * random.between(0.02, 0.13);
    const sag = ground + height * random.between(-0.02, 0.03);
    const line = d`M${foot} ${sag}Q${belly} ${ground - tall * 0.62} ${tip} ${ground - tall}`;
    const tone = random.chance(0.4) ? lighter(color, random.between(0.05, 0.3)) : darker(color, random.between(0, 0.3));
    return stroke(line, tone, height * random.between(0.006, 0.016));
  });
  canvas.add(...sticks);
}

/** The inside of the avenue, and the world at its other end. */
function drawDepths({ canvas, palette }: Stage, x: number, ground: number, height: number, color: string): void {
  const foot = ground + height * 0.02;
  const arch = (half: number, tall: number) =>
    d`M${x - half} ${foot}C${x - half * 1.3} ${ground - tall * 0.55} ${x - half * 0.55} ${ground - tall * 0.95} ${x} ${ground - tall}C${x + half * 0.55} ${ground - tall * 0.95} ${x + half * 1.3} ${ground - tall * 0.55} ${x + half} ${foot}Z`;
  const inside = canvas.vertical(ground - height * 0.9, foot, [
    [0, color],
    [1, mix(color, palette.land, 0.4)],
  ]);
  canvas.add(path(arch(height * 0.34, height * 0.9), inside));
  const opening = canvas.vertical(ground - height * 0.62, foot, [
    [0, palette.sky[2]],
    [0.62, palette.sky[3]],
    [0.8, mix(palette.sky[3], palette.light, 0.6)],
    [0.84, mix(palette.leaf, palette.haze, 0.35)],
    [1, mix(palette.leaf, palette.land, 0.35)],
  ]);
  canvas.add(path(arch(height * 0.17, height * 0.62), opening));
  const glow = canvas.radial(x, ground - height * 0.2, height * 0.5, [
    [0, palette.light, 0.5],
    [0.4, palette.glow, 0.22],
    [1, palette.glow, 0],
  ]);
  canvas.add(path(arch(height * 0.34, height * 0.9), glow));
}

/** Trodden straw. */
function drawMat({ canvas, random }: Stage, x: number, y: number, spread: number, color: string): void {
  for (const _ of times(170, () => 0)) {
    const angle = random.between(0, Math.PI * 2);
    const reach = Math.sqrt(random.next()) * spread;
    const [fromX, fromY] = [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach * 0.2];
    const turn = random.between(-0.5, 0.5);
    const length = spread * random.between(0.06, 0.2);
    const line = d`M${fromX} ${fromY}l${Math.cos(turn) * length} ${Math.sin(turn) * length * 0.5}`;
    const tone = random.chance(0.5) ? lighter(color, random.between(0, 0.25)) : darker(color, random.between(0, 0.3));
    canvas.add(stroke(line, tone, spread * random.between(0.004, 0.011)));
  }
}
