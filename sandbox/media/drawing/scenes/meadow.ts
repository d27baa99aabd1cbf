import { drawBowerbird, drawFlock } from '#sandbox/media/drawing/bird.ts';
import { drawBower } from '#sandbox/media/drawing/bower.ts';
import { circle, d, ellipse, group, path, place, stroke } from '#sandbox/media/drawing/canvas.ts';
import { darker, lighter, mix } from '#sandbox/media/drawing/color.ts';
import { createRidge, drawMist, drawRidge, landColor } from '#sandbox/media/drawing/land.ts';
import { drawSky } from '#sandbox/media/drawing/sky.ts';
import type { Stage } from '#sandbox/media/drawing/stage.ts';
import { times } from '#sandbox/media/drawing/stage.ts';
import { drawGrass, roundTree } from '#sandbox/media/drawing/trees.ts';

/** Rolling hills, and flowers up to one's eyes. */
export function drawMeadow(stage: Stage): void {
  const { canvas, random, palette } = stage;
  const { width, height, unit } = canvas;
  const horizon = height * 0.56;
  const sunX = width * random.between(0.25, 0.75);
  drawSky(stage, {
    horizon,
    sunX,
    sunY: horizon - unit * random.between(90, 300),
    sunRadius: unit * random.between(60, 110),
  });
  drawFlock(stage, width * random.between(0.3, 0.7), height * 0.25, random.whole(3, 6));
  for (const [index, near] of [0.14, 0.3, 0.44, 0.58].entries()) {
    const base = height * (0.54 + index * 0.055);
    const color = mix(landColor(stage, near), palette.leaf, 0.3 + index * 0.12);
    const ridge = createRidge(stage, { base, rise: unit * 75, hills: 1.5 }, color);
    if (index < 3) drawTreeline(stage, ridge.at, darker(color, 0.12), unit * (34 + index * 26));
    drawRidge(stage, ridge, base + unit * 200, 0.25);
    drawMist(stage, base - unit * 40, base + unit * 80, 0.22);
  }
  const green = mix(palette.leaf, palette.land, 0.25);
  drawRidge(stage, createRidge(stage, { base: height * 0.79, rise: unit * 30, hills: 1.2 }, green), height * 1.05, 0);
  const side = random.chance(0.5) ? 0.3 : 0.7;
  drawBower(stage, width * side, height * 0.845, unit * 210, 14);
  drawBowerbird(stage, width * side + unit * (side > 0.5 ? -185 : 185), height * 0.87, unit * 125, side < 0.5);
  drawFlowers(stage, green, width * side);
}

function drawTreeline(stage: Stage, ground: (x: number) => number, color: string, size: number): void {
  const { canvas, random, palette } = stage;
  for (let x = 0; x < canvas.width; x += size * random.between(0.5, 4)) {
    canvas.add(
      group(place(x, ground(x) + size * 0.05, size / 100), roundTree(stage, color, darker(color, 0.3), palette.glow)),
    );
  }
}

type Head = (color: string) => string[];

/** Rows of them, the nearest last; the farther ones leave the bower free. */
function drawFlowers(stage: Stage, green: string, bowerX: number): void {
  const { canvas, random, palette } = stage;
  const { width, height, unit } = canvas;
  const rows = 5;
  for (const row of times(rows, (index) => index)) {
    const nearness = row / (rows - 1);
    const ground = height * (0.835 + 0.25 * nearness);
    const tall = unit * (40 + 105 * nearness);
    const stem = mix(mix(green, lighter(palette.leaf, 0.15), 0.5), palette.land, 0.5 * nearness);
    drawGrass(stage, () => ground, tall * 0.8, 150, stem);
    const count = (width / (unit * 1000)) * (46 - 30 * nearness);
    for (const _ of times(count, () => 0)) {
      const x = random.between(-0.03, 1.03) * width;
      if (row < 3 && Math.abs(x - bowerX) < unit * (270 - row * 40)) continue;
      drawFlower(stage, x, ground, tall * random.between(0.7, 1.2), unit * (0.42 + 1.15 * nearness ** 1.2), stem);
    }
  }
}

function drawFlower(
  { canvas, random }: Stage,
  x: number,
  ground: number,
  tall: number,
  size: number,
  stem: string,
): void {
  const lean = tall * random.between(-0.22, 0.22);
  const [headX, headY] = [x + lean, ground - tall];
  canvas.add(stroke(d`M${x} ${ground}Q${x} ${ground - tall * 0.6} ${headX} ${headY}`, stem, size * 4.5));
  const [head, colors] = random.pick(FLOWERS);
  canvas.add(
    group(
      place(headX, headY, size * random.between(0.8, 1.2), false, random.between(-18, 18)),
      head(random.pick(colors)),
    ),
  );
}

const daisy: Head = (color) => [
  ...times(13, (index) =>
    group(place(0, 0, 1, false, index * 27.7), [ellipse(15, 0, 10.5, 3.7, index % 2 ? color : darker(color, 0.07))]),
  ),
  circle(0, 0, 7.4, '#f2b32e'),
  circle(-1.6, -1.8, 4.4, '#ffd767'),
];

const cornflower: Head = (color) => [
  ...times(10, (index) =>
    group(place(0, 0, 1, false, index * 36), [
      path('M2 0L17 -7L15 -2L23 -1L16 2L18 7Z', index % 2 ? color : lighter(color, 0.16)),
    ]),
  ),
  ...times(8, (index) => group(place(0, 0, 1, false, index * 45 + 12), [path('M0 0L9 -3L8 3Z', darker(color, 0.3))])),
];

const poppy: Head = (color) => [
  ellipse(-8, -2, 13, 14, darker(color, 0.14)),
  ellipse(8, -2, 13, 14, darker(color, 0.08)),
  ellipse(0, 4, 16, 12, color),
  ellipse(0, -7, 13, 9, lighter(color, 0.1)),
  circle(0, -1, 4.6, '#22182c'),
  circle(0, -1, 2.2, '#c8d08a'),
];

const bell: Head = (color) => [
  path('M0 -16C-9 -16 -11 -4 -15 8L-8 4L0 10L8 4L15 8C11 -4 9 -16 0 -16Z', color),
  path('M0 -16C-5 -16 -5 -2 -8 4L0 10L2 -16Z', lighter(color, 0.2)),
];

const FLOWERS: readonly [Variety, ...Variety[]] = [
  [cornflower, ['#2f6bff', '#4a86ff', '#1f4fd8']],
  [daisy, ['#ffffff', '#fff4e0', '#ffe3ec']],
  [poppy, ['#e8503a', '#f0704a', '#d93a4a']],
  [bell, ['#7a6cf0', '#9a86ff', '#5f7bff']],
  [cornflower, ['#2f6bff', '#6fb0ff', '#3a5fe8']],
];

type Variety = readonly [Head, readonly [string, ...string[]]];
