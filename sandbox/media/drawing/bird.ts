import { circle, element, group, path, place, stroke } from './canvas.ts';
import type { Stage } from './stage.ts';

/**
 * A satin bowerbird, facing right: about 100 wide, its feet at (58, 92). Glossy blue-black with a pale bill and a
 * violet eye, as the grown male is.
 */
function bowerbird(ids: string): string[] {
  const gloss = element(
    'linearGradient',
    { id: ids, x1: 0, y1: 0, x2: 0.5, y2: 1 },
    '<stop offset="0" stop-color="#4d6be0"/><stop offset=".45" stop-color="#1f2f8a"/><stop offset="1" stop-color="#0c1238"/>',
  );
  return [
    gloss,
    stroke('M52 74L53 90M53 90L46 92M53 90L59 92M53 90L53 93', '#6b5a45', 1.7),
    stroke('M61 72L63 90M63 90L56 92M63 90L69 92M63 90L63 93', '#7d6a52', 1.7),
    path('M36 50C25 60 12 70 -6 80L-3 88C14 85 28 79 40 72Z', '#0e1644'),
    path(
      'M87 24C85 14 77 9 68 11C57 13 51 24 45 34C38 45 30 54 24 63C34 74 52 82 67 74C79 66 85 52 86 38C88 33 88 28 87 24Z',
      `url(#${ids})`,
    ),
    path('M62 37C50 38 37 50 26 62C16 71 7 76 1 80C16 81 36 76 50 69C62 62 68 52 67 44C66 40 64 38 62 37Z', '#16226b'),
    path('M61 40C51 43 40 53 31 62C42 61 54 56 60 50C63 46 63 42 61 40Z', '#3d5ad6', { opacity: 0.75 }),
    stroke('M12 77C28 74 44 67 56 58M20 71C33 67 46 60 58 51', '#5f7bf0', 0.8, { opacity: 0.7 }),
    path('M72 13C64 13 58 20 54 28C61 22 67 18 76 17Z', '#8ea3ff', { opacity: 0.45 }),
    path('M86 22C91 20 97 22 102 27C97 29 91 30 86.500 30.500Z', '#d6dfb6'),
    path('M86.300 27C92 26.600 97 26.600 102 27C97 29 91 30 86.500 30.500Z', '#a9b58c'),
    circle(78, 22, 4.4, '#5a35d6'),
    circle(78, 22, 4.4, 'none', { stroke: '#b9a5ff', 'stroke-width': 0.7 }),
    circle(78.4, 22, 2.1, '#0a0818'),
    circle(79.6, 20.6, 1, '#ffffff'),
  ];
}

/** Draws one with its feet at a point, `size` pixels wide. */
export function drawBowerbird({ canvas }: Stage, x: number, y: number, size: number, facesLeft: boolean): void {
  const scale = size / 100;
  const ids = `bird${Math.round(x)}x${Math.round(y)}`;
  const shapes = group('translate(-58 -92)', bowerbird(ids));
  canvas.add(group(place(x, y, scale, facesLeft), [shapes]));
}

/** Birds far off, as strokes. */
export function drawFlock({ canvas, random, palette }: Stage, x: number, y: number, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const size = canvas.unit * random.between(7, 15);
    const birdX = x + canvas.unit * random.between(-130, 130);
    const birdY = y + canvas.unit * random.between(-50, 50);
    const wings = 'M-1 -.35Q-.5 -.6 0 0Q.5 -.6 1 -.35';
    canvas.add(
      group(place(birdX, birdY, size, false, random.between(-12, 12)), [stroke(wings, palette.land, 0.16)], {
        opacity: 0.75,
      }),
    );
  }
}
