import { drawBowerbird, drawFlock } from '#sandbox/media/drawing/bird.ts';
import { drawCottage, drawLighthouse } from '#sandbox/media/drawing/buildings.ts';
import { d, group, path, place, stroke } from '#sandbox/media/drawing/canvas.ts';
import { darker, lighter, mix } from '#sandbox/media/drawing/color.ts';
import { createRidge, drawMist, drawRidge, landColor } from '#sandbox/media/drawing/land.ts';
import { createNoise } from '#sandbox/media/drawing/random.ts';
import { drawSky } from '#sandbox/media/drawing/sky.ts';
import type { Stage } from '#sandbox/media/drawing/stage.ts';
import { times } from '#sandbox/media/drawing/stage.ts';
import { drawTreasures } from '#sandbox/media/drawing/treasures.ts';
import { drawGrass } from '#sandbox/media/drawing/trees.ts';
import { drawWater } from '#sandbox/media/drawing/water.ts';

/** Open water, a cliff on one side, and what the prompt puts there. */
export function drawSea(stage: Stage): void {
  const { canvas, random, theme } = stage;
  const { width, height, unit } = canvas;
  const horizon = height * random.between(0.52, 0.6);
  const isCliffRight = random.chance(0.5);
  const sunX = width * (isCliffRight ? random.between(0.2, 0.42) : random.between(0.58, 0.8));
  const sunRadius = unit * random.between(55, 95);
  drawSky(stage, { horizon, sunX, sunY: horizon - unit * random.between(60, 260), sunRadius });
  for (const near of [0.18, 0.32]) {
    const rise = unit * (70 - near * 90);
    drawRidge(
      stage,
      createRidge(stage, { base: horizon + unit * 6, rise, hills: 2.2 }, landColor(stage, near)),
      horizon,
      0.3,
    );
  }
  drawWater(stage, horizon, height, { sunX });
  drawMist(stage, horizon - unit * 50, horizon + unit * 45, 0.45);
  drawFlock(stage, width * random.between(0.3, 0.7), horizon * random.between(0.35, 0.6), random.whole(4, 8));
  if (theme.has('boat') || random.chance(0.45))
    drawBoat(stage, sunX + unit * random.between(-60, 60), horizon + unit * random.between(60, 150));
  drawCliff(stage, isCliffRight);
  drawSurf(stage);
}

function drawCliff(stage: Stage, isRight: boolean): void {
  const { canvas, random, palette, theme } = stage;
  const { width, height, unit } = canvas;
  const noise = createNoise(random);
  const reach = Math.min(width * 0.56, unit * 620);
  const top = height * 0.62;
  const edge = (t: number) => (isRight ? width - reach * t : reach * t);
  const surface = (t: number) => top + unit * (18 * noise(t * 5) + 150 * Math.max(0, t - 0.72) ** 1.3 * 3);
  const brow = times(40, (index) => [edge(index / 39), surface(index / 39)] as const);
  const face = times(9, (index) => {
    const t = index / 8;
    return [
      edge(1 + t * 0.1 + 0.05 * noise(t * 7 + 3) * Math.min(1, t * 6)),
      surface(1) + (height * 1.02 - surface(1)) * t,
    ] as const;
  });
  const outline = [...brow, ...face].map(([x, y]) => d`${x} ${y}`).join('L');
  const paint = canvas.vertical(top, height, [
    [0, mix(palette.leaf, palette.land, 0.2)],
    [0.2, mix(palette.land, palette.haze, 0.26)],
    [1, darker(palette.land, 0.1)],
  ]);
  const corner = isRight ? width : 0;
  const house = edge(0.46);
  const ground = surface(0.46) + unit * 8;
  if (theme.has('lighthouse')) drawLighthouse(stage, house, ground, Math.min(height * 0.5, unit * 520));
  if (theme.has('cabin') || (theme.has('lighthouse') && random.chance(0.8)))
    drawCottage(stage, edge(0.2), surface(0.2) + unit * 6, unit * 105);
  canvas.add(path(`M${outline}L${corner} ${height}Z`, paint));
  for (const _ of times(26, () => 0)) {
    const t = random.between(0.03, 0.95);
    const y = surface(t) + unit * random.between(50, 330);
    const line = d`M${edge(t)} ${y}l${unit * random.between(-26, 26)} ${unit * random.between(26, 80)}`;
    canvas.add(
      stroke(
        line,
        random.chance(0.5) ? lighter(palette.land, 0.12) : darker(palette.land, 0.5),
        unit * random.between(2, 5),
        { opacity: 0.5 },
      ),
    );
  }
  const at = (x: number) => surface(Math.min(1, Math.max(0, (isRight ? width - x : x) / reach)));
  const grassEnd = { ...stage, canvas: { ...canvas, width: isRight ? width + 40 : reach * 0.86 } };
  const lift = isRight ? (x: number) => (x < width - reach * 0.86 ? height * 2 : at(x)) : at;
  drawGrass(grassEnd, lift, unit * 34, 420, mix(palette.leaf, palette.land, 0.15));
  const spot = edge(0.66);
  drawTreasures(stage, spot, surface(0.66) + unit * 44, unit * 76, 9);
  drawBowerbird(stage, spot, surface(0.62) + unit * 16, unit * 88, isRight);
}

function drawBoat({ canvas, random, palette }: Stage, x: number, y: number): void {
  const sail = lighter(palette.light, 0.35);
  const shapes = [
    path('M-34 0Q0 6 34 0L24 12Q0 16 -24 12Z', darker(palette.land, 0.1)),
    stroke('M0 1V-66', palette.land, 1.6),
    path('M3 -64Q34 -34 30 -6Q16 -9 3 -6Z', sail),
    path('M-3 -58Q-24 -30 -24 -6Q-12 -9 -3 -6Z', darker(sail, 0.14)),
    path('M0 -66l14 -4l-14 -5z', '#2f7bff'),
    path('M-30 15Q0 20 30 15Q10 36 0 52Q-14 34 -30 15Z', sail, { opacity: 0.16 }),
  ];
  canvas.add(group(place(x, y, canvas.unit * random.between(1.2, 1.9), random.chance(0.5)), shapes));
}

/** Foam along the lower edge. */
function drawSurf({ canvas, random, palette }: Stage): void {
  const { width, height, unit } = canvas;
  for (const row of times(3, (index) => index)) {
    const noise = createNoise(random);
    const y = height - unit * (70 - row * 28);
    const crest = times(90, (index) => {
      const x = (index / 89) * width;
      return d`L${x} ${y + unit * (14 * noise(x / unit / 75) + 6 * noise(x / unit / 19 + 50))}`;
    });
    const color = mix(palette.water, palette.light, 0.1 + row * 0.1);
    canvas.add(
      path(`M0 ${height}${crest.join('')}L${width} ${height}Z`, row === 2 ? lighter(color, 0.15) : color, {
        opacity: 0.28,
      }),
    );
  }
}
