import { drawBowerbird, drawFlock } from '#sandbox/media/drawing/bird.ts';
import type { Point } from '#sandbox/media/drawing/canvas.ts';
import { d, group, path, place, polygon, stroke } from '#sandbox/media/drawing/canvas.ts';
import { darker, lighter, mix } from '#sandbox/media/drawing/color.ts';
import { drawMist } from '#sandbox/media/drawing/land.ts';
import { drawSky } from '#sandbox/media/drawing/sky.ts';
import type { Stage } from '#sandbox/media/drawing/stage.ts';
import { times } from '#sandbox/media/drawing/stage.ts';
import { drawTreasures } from '#sandbox/media/drawing/treasures.ts';

const SAND = '#d98f4e';

/** Dunes with a sharp crest, mesas far away, cacti. */
export function drawDesert(stage: Stage): void {
  const { canvas, random, palette } = stage;
  const { width, height, unit } = canvas;
  const horizon = height * 0.56;
  const sunX = width * random.between(0.28, 0.72);
  drawSky(stage, {
    horizon,
    sunX,
    sunY: horizon - unit * random.between(110, 250),
    sunRadius: unit * random.between(95, 140),
  });
  drawFlock(stage, sunX + unit * random.between(-160, 160), horizon - unit * 300, 5);
  drawMesas(stage, horizon);
  drawMist(stage, horizon - unit * 70, horizon + unit * 60, 0.6);
  const sand = mix(mix(SAND, palette.haze, 0.2), palette.land, palette.isNight ? 0.62 : 0.12);
  for (const row of times(5, (index) => index)) {
    const nearness = row / 4;
    const base = horizon + (height - horizon) * (0.06 + 0.62 * nearness ** 1.35);
    drawDune(stage, base, unit * (34 + nearness * 78), mix(mix(palette.haze, sand, 0.55), sand, nearness), sunX);
    if (row === 2) drawCactus(stage, width * random.between(0.1, 0.3), base + unit * 50, unit * 120);
  }
  const side = random.chance(0.5) ? 0.78 : 0.22;
  drawCactus(stage, width * side, height * 0.93, unit * 330);
  const spot = width * (1 - side) + unit * 60 * (side > 0.5 ? 1 : -1);
  drawTreasures(stage, spot, height * 0.93, unit * 130, 13);
  drawBowerbird(stage, spot, height * 0.905, unit * 135, side < 0.5);
}

/** One dune: from its peak a winding edge runs down between the lit side and the one in shadow. */
function drawDune({ canvas, random, palette }: Stage, base: number, rise: number, color: string, sunX: number): void {
  const { width, height, unit } = canvas;
  const peakX = width * random.between(0.12, 0.88);
  const away = peakX < sunX ? -1 : 1;
  const crest = `${d`M${-20} ${base + rise * random.between(0.5, 1.3)}`}${d`C${peakX * 0.4} ${base + rise * 0.9} ${peakX * 0.7} ${base - rise * 0.55} ${peakX} ${base - rise}`}`;
  const endY = base + rise * random.between(0.4, 1.2);
  const fall = d`C${peakX + (width - peakX) * 0.25} ${base - rise * 0.4} ${peakX + (width - peakX) * 0.6} ${endY} ${width + 20} ${endY}`;
  const lit = canvas.vertical(base - rise, base + rise * 3, [
    [0, lighter(mix(color, palette.glow, 0.35), 0.12)],
    [1, darker(color, 0.16)],
  ]);
  canvas.add(path(`${crest}${fall}${d`L${width + 20} ${height}L${-20} ${height}Z`}`, lit));
  const foot = peakX + away * unit * random.between(-60, 110);
  const winding = d`C${peakX - away * unit * 30} ${base - rise * 0.2} ${peakX + away * unit * 170} ${base + rise * 0.7} ${foot} ${base + rise * 2.6}`;
  const side =
    away > 0
      ? `${d`M${peakX} ${base - rise}`}${fall}${d`L${width + 20} ${height}L${foot} ${height}L${foot} ${base + rise * 2.6}`}`
      : `${crest}${d`L${peakX} ${base - rise}`}${winding}${d`L${foot} ${height}L${-20} ${height}Z`}`;
  const back =
    away > 0
      ? d`C${peakX + away * unit * 170} ${base + rise * 0.7} ${peakX - away * unit * 30} ${base - rise * 0.2} ${peakX} ${base - rise}Z`
      : '';
  const shade = darker(mix(color, palette.sky[0], 0.35), 0.28);
  const shadow = canvas.vertical(base - rise, base + rise * 3, [
    [0, shade, 0.72],
    [1, shade, 0.12],
  ]);
  canvas.add(path(side + back, shadow));
  for (const _ of times(9, () => 0)) {
    const [x, y] = [random.between(0, width), base + rise * random.between(1, 2.4)];
    const line = d`M${x} ${y}q${unit * 40} ${-unit * 9} ${unit * 80} 0t${unit * 80} 0`;
    canvas.add(stroke(line, lighter(color, 0.3), unit * 1.5, { opacity: 0.25 }));
  }
}

function drawMesas({ canvas, random, palette }: Stage, horizon: number): void {
  const { width, unit } = canvas;
  for (const _ of times(4, () => 0)) {
    const x = random.between(0, 1) * width;
    const half = unit * random.between(60, 150);
    const tall = unit * random.between(60, 150);
    const color = mix(palette.haze, mix('#a5523a', palette.land, 0.4), random.between(0.28, 0.5));
    const outline: readonly Point[] = [
      [x - half * 1.7, horizon + unit * 20],
      [x - half * 1.05, horizon - tall * 0.5],
      [x - half * 0.9, horizon - tall],
      [x + half * 0.85, horizon - tall * 1.02],
      [x + half, horizon - tall * 0.5],
      [x + half * 1.6, horizon + unit * 20],
    ];
    canvas.add(polygon(outline, color));
    canvas.add(
      polygon(
        [
          [x + half * 0.2, horizon - tall * 1.01],
          [x + half * 0.85, horizon - tall * 1.02],
          [x + half, horizon - tall * 0.5],
          [x + half * 1.6, horizon + unit * 20],
          [x + half * 0.4, horizon + unit * 20],
        ],
        darker(color, 0.2),
        { opacity: 0.6 },
      ),
    );
  }
}

function drawCactus({ canvas, random, palette }: Stage, x: number, ground: number, height: number): void {
  const color = mix('#2f6b4f', palette.land, palette.isNight ? 0.65 : 0.3);
  const limb = (line: string, width: number) => [
    stroke(line, color, width, { 'stroke-linejoin': 'round' }),
    stroke(line, lighter(color, 0.22), width * 0.16, { opacity: 0.7, transform: `translate(${-width * 0.24} 0)` }),
  ];
  const shapes = [
    ...limb('M0 0V-88', 17),
    ...limb('M0 -38H-24Q-29 -38 -29 -46V-66', 11),
    ...limb('M0 -30H20Q26 -30 26 -38V-58', 10.5),
    path('M-6 -96L-2 -102L2 -97L7 -101L6 -94Z', '#ff7fa8'),
  ];
  canvas.add(group(place(x, ground, height / 100, random.chance(0.5)), shapes));
}
