import type { Point } from './canvas.ts';
import { circle, d, group, path, place, polygon, rect, stroke } from './canvas.ts';
import { darker, lighter, mix } from './color.ts';
import type { Stage } from './stage.ts';
import { times } from './stage.ts';

/** A striped tower with its lamp lit, `height` pixels tall, and its beam when it is dark. */
export function drawLighthouse(stage: Stage, x: number, ground: number, height: number): void {
  const { canvas, palette } = stage;
  const lampY = ground - height * 0.9;
  if (palette.isNight) drawBeams(stage, x, lampY);
  const [wall, band] = [mix('#f4efe4', palette.haze, 0.25), mix('#c8443c', palette.land, 0.15)];
  drawTower(stage, x, ground, height, [wall, band]);
  canvas.add(group(place(x, ground, height / 100), lantern(darker(palette.land, 0.2), band, palette.light)));
  for (const t of [0.2, 0.48, 0.7]) {
    const pane = palette.isNight ? palette.light : darker(palette.land, 0.2);
    canvas.add(rect(x - height * 0.016, ground - height * (t + 0.04), height * 0.032, height * 0.05, pane));
  }
  const glow = canvas.radial(x, lampY, height * 0.36, [
    [0, palette.light, 0.9],
    [0.25, palette.light, 0.35],
    [1, palette.light, 0],
  ]);
  canvas.add(circle(x, lampY, height * 0.36, glow));
}

/** Six rings, narrowing, in two colours. */
function drawTower({ canvas }: Stage, x: number, ground: number, height: number, colors: readonly string[]): void {
  const half = (t: number) => height * (0.115 - 0.05 * t);
  for (const ring of times(6, (each) => each)) {
    const [from, to] = [ring * 0.14, (ring + 1) * 0.14];
    const color = colors[ring % 2] ?? '#ffffff';
    const paint = canvas.linear(
      [x - half(0), 0],
      [x + half(0), 0],
      [
        [0, lighter(color, 0.12)],
        [0.45, color],
        [1, darker(color, 0.5)],
      ],
    );
    const corners: readonly Point[] = [
      [x - half(from), ground - height * from],
      [x - half(to), ground - height * to],
      [x + half(to), ground - height * to],
      [x + half(from), ground - height * from],
    ];
    canvas.add(polygon(corners, paint));
  }
}

/** The top of a lighthouse of height 100 that stands at the origin. */
const lantern = (dark: string, roof: string, light: string): string[] => [
  rect(-8.5, -85.5, 17, 2.6, dark),
  stroke('M-8 -89L8 -89', dark, 0.7),
  stroke('M-7.7 -84v-5M-2.600 -84v-5M2.600 -84v-5M7.700 -84v-5', dark, 0.6),
  rect(-4.6, -96.5, 9.2, 11.5, light),
  stroke('M-4.600 -85.500v-11M0 -85.500v-11M4.600 -85.500v-11', dark, 0.7),
  path('M-6.400 -96.500Q0 -108 6.400 -96.500Z', roof),
  circle(0, -102.6, 1.2, dark),
];

function drawBeams({ canvas, palette }: Stage, x: number, y: number): void {
  const reach = canvas.width * 1.1;
  for (const side of [-1, 1]) {
    const end = x + side * reach;
    const paint = canvas.linear(
      [x, y],
      [end, y],
      [
        [0, palette.light, 0.6],
        [0.5, palette.light, 0.14],
        [1, palette.light, 0],
      ],
    );
    const drop = canvas.unit * (side < 0 ? 60 : -30);
    const spread = canvas.unit * 85;
    const corners: readonly Point[] = [
      [x, y - canvas.unit * 4],
      [end, y + drop - spread],
      [end, y + drop + spread],
      [x, y + canvas.unit * 4],
    ];
    canvas.add(polygon(corners, paint));
  }
}

/** A cottage with a lit window, about `size` wide, smoke rising from it. */
export function drawCottage({ canvas, palette, theme }: Stage, x: number, ground: number, size: number): void {
  const wall = mix('#8a5a3c', palette.land, 0.45);
  const roof = theme.hasSnow ? mix('#ffffff', palette.haze, 0.25) : darker(wall, 0.45);
  const shapes = [
    stroke('M30 -62C22 -80 40 -92 30 -112S44 -140 34 -158', lighter(palette.haze, 0.4), 6, { opacity: 0.35 }),
    rect(24, -64, 11, 26, darker(wall, 0.4)),
    rect(-42, -36, 84, 38, wall),
    polygon(
      [
        [-50, -33],
        [-26, -66],
        [30, -66],
        [52, -33],
      ],
      roof,
    ),
    rect(-30, -26, 17, 15, palette.light),
    rect(12, -26, 17, 15, palette.light),
    stroke('M-21.500 -26V-11M-30 -18.500H-13M20.500 -26V-11M12 -18.500H29', darker(wall, 0.4), 1.6),
    rect(-7, -24, 13, 26, darker(wall, 0.5)),
  ];
  const glow = canvas.radial(x, ground - size * 0.18, size * 0.9, [
    [0, palette.light, 0.4],
    [1, palette.light, 0],
  ]);
  if (palette.isNight) canvas.add(circle(x, ground - size * 0.18, size * 0.9, glow));
  canvas.add(group(place(x, ground, size / 100), shapes));
}

/** A castle against the sky, about `size` wide. */
export function drawCastle(
  { canvas, random, palette }: Stage,
  x: number,
  ground: number,
  size: number,
  color: string,
): void {
  const towers = [
    [-42, 20, 58, true],
    [42, 18, 66, true],
    [-20, 15, 84, true],
    [16, 22, 104, true],
    [0, 60, 46, false],
  ] as const;
  const shapes = towers.flatMap(([at, wide, tall, hasRoof]) => {
    const half = wide / 2;
    const teeth = times(4, (index) => rect(at - half + (index * wide) / 4 + 0.6, -tall - 4, wide / 4 - 1.6, 5, color));
    const roof = hasRoof
      ? [path(d`M${at - half - 2} ${-tall - 2}L${at} ${-tall - 30}L${at + half + 2} ${-tall - 2}Z`, darker(color, 0.3))]
      : teeth;
    const flag =
      hasRoof && random.chance(0.6)
        ? [path(d`M${at} ${-tall - 40}l11 3l-11 4z`, '#2f7bff'), stroke(d`M${at} ${-tall - 30}v-10`, color, 1)]
        : [];
    const windows = times(2, (index) =>
      rect(at - 1.5, -tall + 9 + index * 16, 3, 6, palette.light, { opacity: random.chance(0.7) ? 0.95 : 0.2 }),
    );
    return [rect(at - half, -tall, wide, tall + 14, color), ...roof, ...flag, ...windows];
  });
  canvas.add(group(place(x, ground, size / 120), shapes));
}
