import { drawBowerbird } from '#sandbox/media/drawing/bird.ts';
import { circle, d, ellipse, group, path, place, stroke } from '#sandbox/media/drawing/canvas.ts';
import { darker, lighter, mix } from '#sandbox/media/drawing/color.ts';
import { createRidge, drawMist, drawRidge, landColor } from '#sandbox/media/drawing/land.ts';
import { drawSky } from '#sandbox/media/drawing/sky.ts';
import type { Stage } from '#sandbox/media/drawing/stage.ts';
import { times } from '#sandbox/media/drawing/stage.ts';

/** A bowerbird on a flowering branch, before a great disc. */
export function drawBirdScene(stage: Stage): void {
  const { canvas, random } = stage;
  const { width, height, unit } = canvas;
  const x = width * random.between(0.46, 0.56);
  const y = height * 0.42;
  drawSky(stage, { horizon: height * 0.9, sunX: x, sunY: y, sunRadius: unit * 285 });
  for (const [index, near] of [0.12, 0.24, 0.4].entries()) {
    const base = height * (0.8 + index * 0.07);
    drawRidge(
      stage,
      createRidge(stage, { base, rise: unit * 80, hills: 1.6 }, landColor(stage, near)),
      base + unit * 150,
      0.4,
    );
    drawMist(stage, base - unit * 80, base + unit * 90, 0.4);
  }
  const isLeft = random.chance(0.5);
  const perch = height * 0.66;
  const bark = mix('#4b3526', stage.palette.land, 0.55);
  const branch = (t: number) => perch + unit * (34 * Math.sin(t * 5.2) - 60 * (t - 0.5));
  drawBranch(stage, branch, bark);
  drawBowerbird(stage, x, branch(x / width) - unit * 12, unit * 430, isLeft);
  drawBlossoms(stage, branch, bark);
}

function drawBranch({ canvas }: Stage, branch: (t: number) => number, bark: string): void {
  const thickness = (t: number) => canvas.unit * (34 - 24 * t);
  const along = times(41, (index) => index / 40);
  const top = along.map((t) => d`${t * canvas.width} ${branch(t) - thickness(t) / 2}`);
  const bottom = along.toReversed().map((t) => d`${t * canvas.width} ${branch(t) + thickness(t) / 2}`);
  canvas.add(path(`M${[...top, ...bottom].join('L')}Z`, bark));
  canvas.add(
    stroke(
      `M${along.map((t) => d`${t * canvas.width} ${branch(t) - thickness(t) * 0.3}`).join('L')}`,
      lighter(bark, 0.28),
      canvas.unit * 5,
      { opacity: 0.6 },
    ),
  );
}

function drawBlossoms(stage: Stage, branch: (t: number) => number, bark: string): void {
  const { canvas, random, palette } = stage;
  const { width, unit } = canvas;
  const petal = random.pick(['#ffd9e6', '#fff2f6', '#cfe0ff', '#ffe9c4']);
  for (const index of times(15, (each) => each)) {
    const t = (index + random.between(0.1, 0.9)) / 15;
    const isUp = random.chance(0.4);
    const reach = unit * random.between(50, 150) * (isUp ? -1 : 1);
    const [x, y] = [t * width, branch(t)];
    const lean = unit * random.between(-70, 70);
    canvas.add(stroke(d`M${x} ${y}Q${x + lean * 0.1} ${y + reach * 0.6} ${x + lean} ${y + reach}`, bark, unit * 5));
    for (const step of times(5, (each) => (each + 1.5) / 6.5)) {
      const [leafX, leafY] = [x + lean * step * step, y + reach * step];
      const leaf = mix(palette.leaf, lighter(palette.leaf, 0.4), random.next());
      const angle = random.between(-70, 70) + (step % 0.4 > 0.2 ? 0 : 180);
      canvas.add(
        group(place(leafX, leafY, unit * random.between(0.8, 1.3), false, angle), [
          path('M0 0Q16 -13 40 0Q16 11 0 0Z', leaf),
          stroke('M0 0Q20 -2 36 0', darker(leaf, 0.25), 1.2),
        ]),
      );
    }
    if (random.chance(0.75))
      canvas.add(
        group(place(x + lean, y + reach, unit * random.between(1.2, 2), false, random.between(0, 72)), blossom(petal)),
      );
  }
}

const blossom = (petal: string): string[] => [
  ...times(5, (index) =>
    group(place(0, 0, 1, false, index * 72), [
      ellipse(10, 0, 9.5, 6.5, index % 2 ? petal : darker(petal, 0.05)),
      ellipse(5, 0, 4, 2.4, '#ff8fb0', { opacity: 0.4 }),
    ]),
  ),
  circle(0, 0, 4.2, '#ffd166'),
  ...times(7, (index) => circle(Math.cos(index * 0.9) * 6.4, Math.sin(index * 0.9) * 6.4, 0.9, '#e59a2f')),
];
