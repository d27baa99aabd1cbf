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
  const half = (t: number) => height * (0.115 - 0.05 * t);
  const slice = (from: number, to: number, color: string) => {
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
  };
  for (const index of times(6, (each) => each)) slice(index * 0.14, (index + 1) * 0.14, index % 2 === 0 ? wall : band);
  const dark = darker(palette.land, 0.2);
  const u = height / 100;
  const [gallery, roof] = [ground - 84 * u, ground - 97 * u];
  canvas.add(
    rect(x - 8.5 * u, gallery - 1.5 * u, 17 * u, 2.6 * u, dark),
    stroke(d`M${x - 8 * u} ${gallery - 5 * u}L${x + 8 * u} ${gallery - 5 * u}`, dark, 0.7 * u),
    stroke(
      d`M${x - 7.7 * u} ${gallery}v${-5 * u}M${x - 2.6 * u} ${gallery}v${-5 * u}M${x + 2.6 * u} ${gallery}v${-5 * u}M${x + 7.7 * u} ${gallery}v${-5 * u}`,
      dark,
      0.6 * u,
    ),
    rect(x - 4.6 * u, gallery - 12.5 * u, 9.2 * u, 11.5 * u, palette.light),
    stroke(
      d`M${x - 4.6 * u} ${gallery - 1.5 * u}v${-11 * u}M${x} ${gallery - 1.5 * u}v${-11 * u}M${x + 4.6 * u} ${gallery - 1.5 * u}v${-11 * u}`,
      dark,
      0.7 * u,
    ),
    path(d`M${x - 6.4 * u} ${roof + 0.5 * u}Q${x} ${roof - 11 * u} ${x + 6.4 * u} ${roof + 0.5 * u}Z`, band),
    circle(x, roof - 5.6 * u, 1.2 * u, dark),
    ...[0.2, 0.48, 0.7].map((t) =>
      rect(x - 1.6 * u, ground - height * t - 4 * u, 3.2 * u, 5 * u, palette.isNight ? palette.light : dark),
    ),
  );
  const glow = canvas.radial(x, lampY, height * 0.36, [
    [0, palette.light, 0.9],
    [0.25, palette.light, 0.35],
    [1, palette.light, 0],
  ]);
  canvas.add(circle(x, lampY, height * 0.36, glow));
}

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
