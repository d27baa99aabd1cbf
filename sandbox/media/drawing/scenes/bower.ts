import { drawBowerbird } from '#sandbox/media/drawing/bird.ts';
import { drawBower as drawBowerItself } from '#sandbox/media/drawing/bower.ts';
import { circle, group, place } from '#sandbox/media/drawing/canvas.ts';
import { darker, lighter, mix } from '#sandbox/media/drawing/color.ts';
import { createRidge, drawMist, drawRidge, landColor } from '#sandbox/media/drawing/land.ts';
import { drawSky } from '#sandbox/media/drawing/sky.ts';
import type { Stage } from '#sandbox/media/drawing/stage.ts';
import { times } from '#sandbox/media/drawing/stage.ts';
import { drawFoliage, drawGrass, fern, roundTree } from '#sandbox/media/drawing/trees.ts';

/** The bower large in its clearing, the bird beside it. */
export function drawBowerScene(stage: Stage): void {
  const { canvas, random, palette } = stage;
  const { width, height, unit } = canvas;
  const x = width * random.between(0.44, 0.56);
  const horizon = height * 0.66;
  drawSky(stage, {
    horizon,
    sunX: x + unit * random.between(-60, 60),
    sunY: height * 0.36,
    sunRadius: unit * random.between(150, 205),
  });
  for (const [index, near] of [0.16, 0.3, 0.46].entries()) {
    const base = height * (0.6 + index * 0.05);
    const ridge = createRidge(
      stage,
      { base, rise: unit * (90 - index * 16), hills: 1.8 },
      mix(landColor(stage, near), palette.leaf, 0.25),
    );
    drawTrees(stage, ridge.at, ridge.color, unit * (70 + index * 50));
    drawRidge(stage, ridge, base + unit * 150, 0.35);
    drawMist(stage, base - unit * 60, base + unit * 90, 0.35);
  }
  const ground = createRidge(
    stage,
    { base: height * 0.79, rise: unit * 26, hills: 1.1 },
    mix(palette.leaf, palette.land, 0.4),
  );
  drawRidge(stage, ground, height * 1.02, 0);
  drawGrass(stage, ground.at, unit * 44, 520, mix(palette.leaf, palette.land, 0.2));
  drawGrass(stage, () => height * 0.87, unit * 50, 260, mix(palette.leaf, palette.land, 0.35));
  drawBowerItself(stage, x, height * 0.835, Math.min(unit * 440, height * 0.46), 44);
  const isLeft = random.chance(0.5);
  drawBowerbird(stage, x + unit * (isLeft ? -318 : 318), height * 0.93, unit * 215, !isLeft);
  drawForeground(stage);
  drawFireflies(stage);
}

function drawTrees(stage: Stage, ground: (x: number) => number, color: string, size: number): void {
  const { canvas, random, palette } = stage;
  for (let x = -size; x < canvas.width + size; x += size * random.between(0.4, 1.5)) {
    const tree = roundTree(stage, mix(color, palette.leaf, 0.35), darker(color, 0.3), palette.glow);
    canvas.add(group(place(x, ground(x) + size * 0.05, (size * random.between(0.8, 1.3)) / 100), tree));
  }
}

function drawForeground(stage: Stage): void {
  const { canvas, random, palette } = stage;
  const { width, height, unit } = canvas;
  const dark = darker(palette.land, 0.1);
  for (const side of [0, 1]) {
    for (const _ of times(11, () => 0)) {
      const x = side * width + (side === 0 ? 1 : -1) * unit * random.between(-10, 250);
      const color = mix(dark, lighter(palette.leaf, 0.15), random.between(0.1, 0.8));
      canvas.add(
        group(place(x, height + unit * 24, (unit * random.between(90, 190)) / 100), [
          fern(color, random.between(-45, 45)),
        ]),
      );
    }
    drawFoliage(stage, side * width, unit * 10, unit * 150, mix(dark, palette.leaf, 0.35), 44);
  }
}

function drawFireflies({ canvas, random, palette }: Stage): void {
  for (const _ of times(palette.isNight ? 34 : 14, () => 0)) {
    const [x, y] = [random.between(0, canvas.width), canvas.height * random.between(0.45, 0.93)];
    const r = canvas.unit * random.between(7, 15);
    canvas.add(
      circle(
        x,
        y,
        r,
        canvas.radial(x, y, r, [
          [0, palette.light, 0.9],
          [0.3, palette.light, 0.4],
          [1, palette.light, 0],
        ]),
      ),
    );
  }
}
