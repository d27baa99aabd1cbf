import { drawBowerbird } from '#sandbox/media/drawing/bird.ts';
import { drawBower } from '#sandbox/media/drawing/bower.ts';
import type { Point } from '#sandbox/media/drawing/canvas.ts';
import { group, place, polygon, rect } from '#sandbox/media/drawing/canvas.ts';
import { darker, lighter, mix } from '#sandbox/media/drawing/color.ts';
import { createRidge, drawMist, drawRidge, landColor } from '#sandbox/media/drawing/land.ts';
import { drawSky } from '#sandbox/media/drawing/sky.ts';
import type { Stage } from '#sandbox/media/drawing/stage.ts';
import { times } from '#sandbox/media/drawing/stage.ts';
import { drawFoliage, drawGrass, drawTrunks, fern } from '#sandbox/media/drawing/trees.ts';

/** Among tall trunks, with shafts of light, and a bower in the clearing. */
export function drawForest(stage: Stage): void {
  const { canvas, random, palette, theme } = stage;
  const { width, height, unit } = canvas;
  const sunX = width * random.between(0.36, 0.64);
  const floor = height * 0.78;
  drawSky(stage, { horizon: floor, sunX, sunY: height * 0.3, sunRadius: unit * 95 });
  canvas.add(
    rect(
      0,
      0,
      width,
      height,
      canvas.vertical(0, floor, [
        [0, palette.leaf, 0.5],
        [0.7, palette.haze, 0.25],
        [1, palette.glow, 0.5],
      ]),
    ),
  );
  const aspect = width / (unit * 1000);
  for (const [index, near] of [0.12, 0.28, 0.48].entries()) {
    const ground = height * (0.66 + index * 0.045);
    const color = landColor(stage, near);
    drawTrunks(stage, ground, (19 - index * 4) * aspect, unit * (17 + index * 10), color);
    drawRidge(
      stage,
      createRidge(stage, { base: ground, rise: unit * 26, hills: 2 }, mix(color, palette.leaf, 0.25)),
      height,
      0.2,
    );
    drawCanopy(stage, index, mix(color, palette.leaf, 0.5));
    drawMist(stage, ground - unit * 170, ground + unit * 40, 0.4);
    drawShafts(stage, sunX);
  }
  const soil = theme.hasSnow ? mix('#ffffff', palette.haze, 0.35) : mix(palette.land, palette.leaf, 0.45);
  const ground = createRidge(stage, { base: height * 0.84, rise: unit * 34, hills: 1.4 }, soil);
  drawRidge(stage, ground, height * 1.05, 0);
  if (!theme.hasSnow) drawGrass(stage, ground.at, unit * 46, 420, mix(palette.leaf, palette.land, 0.1));
  const x = width * random.between(0.4, 0.6);
  drawBower(stage, x, height * 0.885, unit * 260, 22);
  const isLeft = random.chance(0.5);
  drawBowerbird(stage, x + unit * (isLeft ? -280 : 280), height * 0.93, unit * 150, !isLeft);
  drawFrame(stage);
}

function drawCanopy(stage: Stage, row: number, color: string): void {
  const { canvas, random } = stage;
  for (const index of times(7, (each) => each)) {
    const x = (index / 6) * canvas.width;
    const y = canvas.unit * (30 + row * 6 + random.between(-40, 50));
    drawFoliage(stage, x, y, canvas.unit * random.between(70, 120), color, 22);
  }
}

function drawShafts({ canvas, random, palette }: Stage, sunX: number): void {
  for (const _ of times(3, () => 0)) {
    const top = sunX + canvas.unit * random.between(-260, 260);
    const foot = top + (top - sunX) * 1.1 + canvas.unit * random.between(-90, 90);
    const spread = canvas.unit * random.between(18, 60);
    const paint = canvas.vertical(0, canvas.height * 0.85, [
      [0, palette.glow, 0.34],
      [1, palette.glow, 0],
    ]);
    const corners: readonly Point[] = [
      [top - spread * 0.4, 0],
      [top + spread * 0.4, 0],
      [foot + spread, canvas.height * 0.85],
      [foot - spread, canvas.height * 0.85],
    ];
    canvas.add(polygon(corners, paint));
  }
}

/** Two dark trunks, leaves and ferns close to the eye. */
function drawFrame(stage: Stage): void {
  const { canvas, random, palette } = stage;
  const { width, height, unit } = canvas;
  const dark = darker(palette.land, 0.15);
  for (const side of [0, 1]) {
    const edge = {
      ...stage,
      canvas: {
        ...canvas,
        width: unit * 130,
        add: (...shapes: readonly string[]) =>
          canvas.add(group(`translate(${side === 0 ? -unit * 50 : width - unit * 80} 0)`, shapes)),
      },
    };
    drawTrunks(edge, height * 0.97, 1, unit * 85, dark);
    for (const _ of times(9, () => 0)) {
      const lean = random.between(-45, 45);
      const x = side * width + (side === 0 ? 1 : -1) * unit * random.between(0, 250);
      const color = mix(dark, lighter(palette.leaf, 0.1), random.between(0.2, 0.9));
      canvas.add(group(place(x, height + unit * 22, (unit * random.between(110, 210)) / 100), [fern(color, lean)]));
    }
    drawFoliage(stage, side * width, unit * 20, unit * 170, mix(dark, palette.leaf, 0.25), 46);
  }
}
