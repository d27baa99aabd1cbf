import { circle, d, ellipse, group, path, place, stroke } from './canvas.ts';
import { darker, lighter } from './color.ts';
import type { Stage } from './stage.ts';
import { times } from './stage.ts';

const BLUES = ['#1f4fd8', '#2f7bff', '#4fa3ff', '#153a9e', '#6fc3ff', '#2a5ff0'] as const;

type Draw = (color: string) => string[];

/** Things that a bowerbird finds, each about 20 across around the origin. */
const TREASURES: readonly [Draw, ...Draw[]] = [cap, cap, berry, marble, feather, flower, shell, cap];

function cap(color: string): string[] {
  const teeth = times(18, (index) => {
    const angle = (index / 18) * Math.PI * 2;
    return circle(Math.cos(angle) * 8.6, Math.sin(angle) * 6.3, 1.7, darker(color, 0.3));
  });
  return [
    ...teeth,
    ellipse(0, 0, 9, 6.7, darker(color, 0.15)),
    ellipse(0, -0.9, 7.6, 5.3, color),
    ellipse(0, -1, 5.4, 3.6, lighter(color, 0.22)),
    path('M-4.5 -3.200Q-1 -5.400 3 -4.200Q-1 -4.400 -4.500 -3.200Z', '#ffffff', { opacity: 0.7 }),
  ];
}

function berry(color: string): string[] {
  return [
    circle(-3.4, 1, 4.6, darker(color, 0.2)),
    circle(3.2, 1.6, 4.4, color),
    circle(0.4, -3.4, 4.4, lighter(color, 0.14)),
    circle(-1, -5, 1.2, '#ffffff', { opacity: 0.8 }),
    circle(2, 0.2, 1, '#ffffff', { opacity: 0.7 }),
  ];
}

function marble(color: string): string[] {
  return [
    circle(0, 0, 6.6, darker(color, 0.25)),
    circle(-0.5, -0.6, 5.8, color),
    path('M-4 2Q0 -4 4 -1Q1 3 -4 2Z', lighter(color, 0.6), { opacity: 0.7 }),
    circle(-2.2, -2.6, 1.5, '#ffffff', { opacity: 0.9 }),
  ];
}

function feather(color: string): string[] {
  return [
    path('M-13 5Q-4 -7 13 -4Q4 5 -13 5Z', color),
    path('M-13 5Q-2 -2 13 -4Q4 5 -13 5Z', darker(color, 0.2)),
    stroke('M-16 6.500Q-4 1 12 -3.800', lighter(color, 0.6), 0.7),
  ];
}

function flower(color: string): string[] {
  const petals = times(6, (index) =>
    group(place(0, 0, 1, false, index * 60), [ellipse(5, 0, 4.4, 2.7, lighter(color, index % 2 ? 0.1 : 0.25))]),
  );
  return [...petals, circle(0, 0, 2.3, '#ffd75e')];
}

function shell(color: string): string[] {
  const pale = lighter(color, 0.62);
  const ribs = times(5, (index) => d`M0 6L${-8 + index * 4} ${-4 - (index % 4 === 0 ? 0 : 2)}`).join('');
  return [path('M0 7L-9 -3Q-6 -9 0 -8Q6 -9 9 -3Z', pale), stroke(ribs, darker(pale, 0.25), 0.7)];
}

/** Scatters treasures over an ellipse lying on the ground; the nearer ones are larger. */
export function drawTreasures(stage: Stage, x: number, y: number, spread: number, count: number): void {
  const { canvas, random, palette } = stage;
  const spots = times(count, () => {
    const angle = random.between(0, Math.PI * 2);
    const reach = Math.sqrt(random.next());
    return [x + Math.cos(angle) * reach * spread, y + Math.sin(angle) * reach * spread * 0.26] as const;
  });
  for (const [spotX, spotY] of spots.toSorted((a, b) => a[1] - b[1])) {
    const size = (spread / 330) * (1 + (spotY - y) / (spread * 0.6)) * random.between(0.8, 1.25);
    const treasure = random.pick(TREASURES)(random.pick(BLUES));
    const shadow = ellipse(spotX + size * 2, spotY + size * 5, size * 10, size * 3.4, darker(palette.land, 0.4), {
      opacity: 0.35,
    });
    canvas.add(shadow, group(place(spotX, spotY, size, random.chance(0.5), random.between(-25, 25)), treasure));
  }
}
