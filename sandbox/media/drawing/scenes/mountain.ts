import { drawBowerbird, drawFlock } from '#sandbox/media/drawing/bird.ts';
import { drawBower } from '#sandbox/media/drawing/bower.ts';
import { drawCastle, drawCottage } from '#sandbox/media/drawing/buildings.ts';
import { lighter, mix } from '#sandbox/media/drawing/color.ts';
import { createRidge, drawMist, drawRidge, drawShadows, drawSnowCaps, landColor } from '#sandbox/media/drawing/land.ts';
import { drawSky } from '#sandbox/media/drawing/sky.ts';
import type { Stage } from '#sandbox/media/drawing/stage.ts';
import { drawFirs, drawGrass } from '#sandbox/media/drawing/trees.ts';
import { drawWater } from '#sandbox/media/drawing/water.ts';

/** Peaks behind peaks, firs, and a clearing. */
export function drawMountain(stage: Stage): void {
  const { canvas, random, palette, theme } = stage;
  const { width, height, unit } = canvas;
  const horizon = height * 0.62;
  const sunX = width * random.between(0.25, 0.75);
  drawSky(stage, {
    horizon,
    sunX,
    sunY: height * random.between(0.16, 0.32),
    sunRadius: unit * random.between(45, 85),
  });
  drawFlock(stage, width * random.between(0.3, 0.7), height * random.between(0.2, 0.34), random.whole(3, 7));
  const snow = mix(lighter(palette.sky[3], 0.55), palette.glow, 0.12);
  for (const [index, near] of [0.14, 0.3, 0.46].entries()) {
    const base = height * (0.52 + index * 0.07);
    const rise = Math.min(height, width * 1.2) * (0.34 - index * 0.06);
    const ridge = createRidge(stage, { base, rise, hills: 2.1 + index * 0.5, isSharp: true }, landColor(stage, near));
    drawRidge(stage, ridge, base + rise * 0.5, 0.55);
    if (index < 2 || theme.hasSnow)
      drawSnowCaps(stage, ridge, base - rise * (0.34 - (theme.hasSnow ? 0.3 : 0)), mix(snow, ridge.color, 0.12));
    drawShadows(stage, ridge, sunX < width / 2);
    drawMist(stage, base - unit * 30, base + unit * 150, 0.5);
  }
  if (theme.has('castle'))
    drawCastle(stage, width * random.between(0.3, 0.7), height * 0.6, unit * 210, landColor(stage, 0.55));
  drawValley(stage, { sunX });
}

function drawValley(stage: Stage, sun: { readonly sunX: number }): void {
  const { canvas, random, palette, theme } = stage;
  const { width, height, unit } = canvas;
  const hasLake = theme.has('lake') || random.chance(0.35);
  for (const [index, near] of [0.58, 0.72].entries()) {
    const base = height * (0.69 + index * 0.05);
    const ridge = createRidge(stage, { base, rise: unit * 70, hills: 1.6 }, landColor(stage, near));
    drawFirs(stage, ridge, unit * (60 + index * 45), unit * (19 + index * 9), mix(ridge.color, palette.leaf, 0.3));
    drawRidge(stage, ridge, base + unit * 180, 0.25);
  }
  if (hasLake) drawWater(stage, height * 0.76, height, sun);
  const meadow = theme.hasSnow
    ? mix('#ffffff', palette.haze, palette.isNight ? 0.65 : 0.3)
    : mix(palette.leaf, palette.land, 0.35);
  const ground = createRidge(stage, { base: height * 0.88, rise: unit * 40, hills: 1.2 }, meadow);
  const shore = hasLake ? { ...ground, at: (x: number) => ground.at(x) + unit * 18 } : ground;
  const side = random.chance(0.5) ? 0.7 : 0.3;
  drawFirs(stage, shore, unit * 210, unit * 240, mix(palette.land, palette.leaf, 0.25));
  drawRidge(stage, shore, height * 1.1, 0);
  if (theme.has('cabin')) drawCottage(stage, width * (1 - side), shore.at(width * (1 - side)) + unit * 14, unit * 170);
  if (!theme.hasSnow)
    drawGrass(stage, (x) => shore.at(x) + unit * 6, unit * 40, 500, mix(palette.leaf, palette.land, 0.1));
  drawBower(stage, width * side, height * 0.915, unit * 150, 16);
  drawBowerbird(stage, width * side + unit * (side > 0.5 ? -150 : 150), height * 0.945, unit * 105, side < 0.5);
  if (!theme.hasSnow) drawGrass(stage, () => height * 0.995, unit * 75, 170, mix(palette.land, palette.leaf, 0.3));
}
