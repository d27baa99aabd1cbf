import { drawBowerbird } from '#sandbox/media/drawing/bird.ts';
import { d, path, rect, stroke } from '#sandbox/media/drawing/canvas.ts';
import { darker, lighter, mix } from '#sandbox/media/drawing/color.ts';
import { drawMist, landColor } from '#sandbox/media/drawing/land.ts';
import { drawSky } from '#sandbox/media/drawing/sky.ts';
import type { Stage } from '#sandbox/media/drawing/stage.ts';
import { times } from '#sandbox/media/drawing/stage.ts';
import { drawTreasures } from '#sandbox/media/drawing/treasures.ts';
import { drawWater } from '#sandbox/media/drawing/water.ts';

/** A skyline over water, seen from a roof. */
export function drawCity(stage: Stage): void {
  const { canvas, random, palette } = stage;
  const { width, height, unit } = canvas;
  const shore = height * 0.7;
  const sunX = width * random.between(0.25, 0.75);
  drawSky(stage, {
    horizon: shore,
    sunX,
    sunY: height * random.between(0.22, 0.42),
    sunRadius: unit * random.between(70, 130),
  });
  for (const [index, near] of [0.14, 0.32, 0.55, 0.8].entries()) {
    const tall = height * (0.5 - index * 0.085);
    drawRow(stage, shore, tall, unit * (42 + index * 15), landColor(stage, near), index);
    drawMist(stage, shore - unit * (240 - index * 30), shore + unit * 10, 0.3);
  }
  drawWater(stage, shore, height, { sunX });
  drawReflections(stage, shore);
  canvas.add(rect(0, shore - unit * 5, width, unit * 9, darker(palette.land, 0.2)));
  drawRoof(stage);
}

function drawRow(stage: Stage, foot: number, tall: number, wide: number, color: string, row: number): void {
  const { canvas, random } = stage;
  for (let x = -wide; x < canvas.width + wide; ) {
    const width = wide * random.between(0.7, 1.8);
    const middle = 1 - Math.abs((x + width / 2) / canvas.width - 0.5);
    drawBuilding(stage, { x, foot, width, height: tall * random.between(0.35, 1) * (0.45 + 0.7 * middle), color, row });
    x += width + wide * random.between(-0.1, 0.16);
  }
}

type Building = {
  readonly x: number;
  readonly foot: number;
  readonly width: number;
  readonly height: number;
  readonly color: string;
  readonly row: number;
};

function drawBuilding(stage: Stage, { x, foot, width, height, color, row }: Building): void {
  const { canvas, random } = stage;
  const top = foot - height;
  const shade = canvas.linear(
    [x, 0],
    [x + width, 0],
    [
      [0, lighter(color, 0.07)],
      [0.6, color],
      [1, darker(color, 0.16)],
    ],
  );
  const roof = random.whole(0, 5);
  if (roof === 0)
    canvas.add(
      path(d`M${x} ${top}L${x + width / 2} ${top - width * 0.6}L${x + width} ${top}Z`, color),
      stroke(d`M${x + width / 2} ${top - width * 0.5}v${-width * 0.7}`, color, canvas.unit * 3),
    );
  if (roof === 1)
    canvas.add(
      rect(x + width * 0.18, top - width * 0.22, width * 0.64, width * 0.24, color),
      rect(x + width * 0.36, top - width * 0.4, width * 0.28, width * 0.22, color),
    );
  if (roof === 2)
    canvas.add(
      path(
        d`M${x} ${top + 1}L${x} ${top - width * 0.1}L${x + width} ${top - width * 0.42}L${x + width} ${top + 1}Z`,
        color,
      ),
    );
  if (roof === 3)
    canvas.add(
      path(
        d`M${x + width * 0.1} ${top + 1}Q${x + width / 2} ${top - width * 0.75} ${x + width * 0.9} ${top + 1}Z`,
        color,
      ),
    );
  canvas.add(rect(x, top, width, height + 2, shade));
  drawWindows(stage, { x, foot, width, height, color, row });
}

/** A grid of windows, gathered into one path per colour. */
function drawWindows({ canvas, random, palette }: Stage, { x, foot, width, height, color, row }: Building): void {
  const pane = canvas.unit * (4 + row * 1.6);
  const columns = Math.floor(width / (pane * 2));
  const rows = Math.floor(height / (pane * 2.6));
  const litShare = (palette.isNight ? 0.42 : 0.16) * random.between(0.4, 1.3);
  let [lit, blue, dark] = ['', '', ''];
  for (let column = 0; column < columns; column += 1) {
    for (let level = 0; level < rows - 1; level += 1) {
      const left = x + (width - columns * pane * 2) / 2 + pane * 0.5 + column * pane * 2;
      const shape = d`M${left} ${foot - height + pane * 1.6 + level * pane * 2.6}h${pane}v${pane * 1.5}h${-pane}z`;
      if (random.chance(litShare)) {
        if (random.chance(0.08)) blue += shape;
        else lit += shape;
      } else if (row > 0) dark += shape;
    }
  }
  const faint = mix(color, palette.haze, 0.2);
  for (const [shapes, fill, opacity] of [
    [dark, faint, 0.35],
    [lit, palette.light, 0.45 + row * 0.16],
    [blue, '#5fb0ff', 0.9],
  ] as const) {
    if (shapes !== '') canvas.add(path(shapes, fill, { opacity }));
  }
}

/** Long trembling lights on the water. */
function drawReflections({ canvas, random, palette }: Stage, shore: number): void {
  const { width, height, unit } = canvas;
  for (const _ of times(palette.isNight ? 70 : 26, () => 0)) {
    const x = random.between(0, width);
    const color = random.chance(0.18) ? '#5fb0ff' : palette.light;
    const reach = (height - shore) * random.between(0.2, 0.75);
    for (const step of times(7, (each) => each / 7)) {
      const half = unit * random.between(4, 15) * (1 - step * 0.4);
      canvas.add(
        rect(x - half + unit * random.between(-3, 3), shore + reach * step, half * 2, unit * 3, color, {
          opacity: (palette.isNight ? 0.4 : 0.2) * (1 - step),
        }),
      );
    }
  }
}

/** The roof that one stands on: its edge, and who else is there. */
function drawRoof(stage: Stage): void {
  const { canvas, random, palette } = stage;
  const { width, height, unit } = canvas;
  const top = height * 0.885;
  const stone = darker(mix(palette.land, palette.haze, 0.12), 0.1);
  canvas.add(
    rect(
      0,
      top,
      width,
      height - top,
      canvas.vertical(top, height, [
        [0, stone],
        [1, darker(stone, 0.5)],
      ]),
    ),
    rect(0, top - unit * 12, width, unit * 22, lighter(stone, 0.12)),
  );
  const side = random.chance(0.5) ? 0.28 : 0.72;
  drawTreasures(stage, width * (1 - side), top + unit * 52, unit * 150, 13);
  drawBowerbird(stage, width * side, top - unit * 9, unit * 190, side > 0.5);
}
