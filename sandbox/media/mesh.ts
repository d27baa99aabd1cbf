import { createRandom } from './drawing/random.ts';

/** Triangles with a colour for each corner. Y points up, one unit is one metre, as in glTF. */
export type Mesh = {
  readonly positions: readonly number[];
  readonly normals: readonly number[];
  /** Red, green, blue, 0 to 1. */
  readonly colors: readonly number[];
};

type Vec = readonly [number, number, number];

const TWIGS = ['#6b4a2b', '#7d5a36', '#8c6a44', '#5a3d22'] as const;
const TREASURES = ['#3056c9', '#4a7fc9', '#1f3a93', '#ffd166'] as const;
const TWIGS_PER_SIDE = 14;

/** A bower: two rows of twigs that lean together into an arch, with treasures before it. */
export function buildBower(prompt: string, seed: number): Mesh {
  const random = createRandom(`mesh ${seed} ${prompt}`);
  const mesh = { positions: [] as number[], normals: [] as number[], colors: [] as number[] };
  const add = (triangle: readonly [Vec, Vec, Vec], color: string) => addTriangle(mesh, triangle, color);
  for (let at = 0; at < TWIGS_PER_SIDE; at += 1) {
    const z = (at / (TWIGS_PER_SIDE - 1) - 0.5) * 1.2;
    for (const side of [-1, 1]) {
      const foot: Vec = [side * random.between(0.42, 0.5), 0, z + random.between(-0.03, 0.03)];
      const top: Vec = [
        side * random.between(-0.12, 0.08),
        random.between(0.85, 1.05),
        z + random.between(-0.08, 0.08),
      ];
      addTwig(add, foot, top, random.between(0.012, 0.022), random.pick(TWIGS));
    }
  }
  for (let at = random.whole(5, 9); at > 0; at -= 1) {
    const size = random.between(0.04, 0.09);
    addGem(add, [random.between(-0.5, 0.5), size, random.between(0.75, 1.15)], size, random.pick(TREASURES));
  }
  return mesh;
}

type Add = (triangle: readonly [Vec, Vec, Vec], color: string) => void;

/** A three-sided rod. */
function addTwig(add: Add, foot: Vec, top: Vec, radius: number, color: string): void {
  const corner = ([x, y, z]: Vec, at: number): Vec => {
    const angle = (at * 2 * Math.PI) / 3;
    return [x + Math.cos(angle) * radius, y, z + Math.sin(angle) * radius];
  };
  for (let at = 0; at < 3; at += 1) {
    add([corner(foot, at), corner(top, at), corner(foot, at + 1)], color);
    add([corner(foot, at + 1), corner(top, at), corner(top, at + 1)], color);
  }
}

/** An octahedron. */
function addGem(add: Add, [x, y, z]: Vec, size: number, color: string): void {
  const ring: readonly Vec[] = [
    [x + size, y, z],
    [x, y, z + size],
    [x - size, y, z],
    [x, y, z - size],
  ];
  ring.forEach((corner, at) => {
    const next = ring[(at + 1) % ring.length] ?? corner;
    add([corner, [x, y + size, z], next], color);
    add([next, [x, y - size, z], corner], color);
  });
}

function addTriangle(
  mesh: { positions: number[]; normals: number[]; colors: number[] },
  corners: readonly [Vec, Vec, Vec],
  color: string,
): void {
  const [a, b, c] = corners;
  const normal = unit(cross(minus(b, a), minus(c, a)));
  const rgb = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  for (const corner of corners) {
    mesh.positions.push(...corner);
    mesh.normals.push(...normal);
    mesh.colors.push(...rgb);
  }
}

const minus = (a: Vec, b: Vec): Vec => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const cross = (a: Vec, b: Vec): Vec => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const unit = (a: Vec): Vec => {
  const length = Math.hypot(...a) || 1;
  return [a[0] / length, a[1] / length, a[2] / length];
};
