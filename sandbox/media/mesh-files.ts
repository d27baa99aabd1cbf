import type { Mesh } from './mesh.ts';

export type MeshFormat = 'glb' | 'obj' | 'stl' | 'ply';

/** A mesh as a file of that format. */
export const writeMesh = (mesh: Mesh, format: MeshFormat): Uint8Array => WRITERS[format](mesh);

const WRITERS: Readonly<Record<MeshFormat, (mesh: Mesh) => Uint8Array>> = {
  glb: toGlb,
  obj: toObj,
  stl: toStl,
  ply: toPly,
};

const FLOAT_BYTES = 4;
const GLTF_FLOAT = 5126;
const GLTF_ARRAY_BUFFER = 34_962;
const GLB_MAGIC = 0x46546c67; // "glTF"
const GLB_JSON = 0x4e4f534a; // "JSON"
const GLB_BIN = 0x004e4942; // "BIN\0"
const GLB_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/** Binary glTF 2.0: one mesh, coloured at its corners. */
function toGlb(mesh: Mesh): Uint8Array {
  const parts = [mesh.positions, mesh.normals, mesh.colors];
  const binary = Buffer.from(new Float32Array(parts.flat()).buffer);
  const count = mesh.positions.length / 3;
  const length = count * 3 * FLOAT_BYTES;
  const json = {
    asset: { version: '2.0', generator: 'Bowerbird sandbox' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, name: 'bower' }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0, NORMAL: 1, COLOR_0: 2 }, material: 0 }] }],
    materials: [{ doubleSided: true, pbrMetallicRoughness: { metallicFactor: 0, roughnessFactor: 0.8 } }],
    accessors: parts.map((_, bufferView) => ({
      bufferView,
      componentType: GLTF_FLOAT,
      count,
      type: 'VEC3',
      ...(bufferView === 0 && boundsOf(mesh.positions)),
    })),
    bufferViews: parts.map((_, at) => ({
      buffer: 0,
      byteOffset: at * length,
      byteLength: length,
      target: GLTF_ARRAY_BUFFER,
    })),
    buffers: [{ byteLength: binary.byteLength }],
  };
  const chunks = Buffer.concat([chunk(GLB_JSON, Buffer.from(JSON.stringify(json)), ' '), chunk(GLB_BIN, binary, '\0')]);
  const header = Buffer.alloc(GLB_HEADER_BYTES);
  header.writeUInt32LE(GLB_MAGIC, 0);
  header.writeUInt32LE(2, 4);
  header.writeUInt32LE(GLB_HEADER_BYTES + chunks.byteLength, 8);
  return Buffer.concat([header, chunks]);
}

function chunk(type: number, content: Buffer, filler: string): Buffer {
  const header = Buffer.alloc(CHUNK_HEADER_BYTES);
  const padding = Buffer.from(filler.repeat((4 - (content.byteLength % 4)) % 4));
  header.writeUInt32LE(content.byteLength + padding.byteLength, 0);
  header.writeUInt32LE(type, 4);
  return Buffer.concat([header, content, padding]);
}

function boundsOf(positions: readonly number[]) {
  const axis = (at: number) => positions.filter((_, index) => index % 3 === at);
  const axes = [axis(0), axis(1), axis(2)];
  return { min: axes.map((values) => Math.min(...values)), max: axes.map((values) => Math.max(...values)) };
}

const triples = (numbers: readonly number[]): readonly (readonly number[])[] =>
  Array.from({ length: numbers.length / 3 }, (_, at) => numbers.slice(at * 3, at * 3 + 3));

const written = (numbers: readonly number[] = []): string => numbers.map((value) => value.toFixed(4)).join(' ');

function toObj({ positions, normals }: Mesh): Uint8Array {
  const corners = triples(positions);
  const faces = Array.from({ length: corners.length / 3 }, (_, at) => {
    const [a, b, c] = [at * 3 + 1, at * 3 + 2, at * 3 + 3];
    return `f ${a}//${a} ${b}//${b} ${c}//${c}`;
  });
  const lines = [
    ...corners.map((each) => `v ${written(each)}`),
    ...triples(normals).map((each) => `vn ${written(each)}`),
  ];
  return Buffer.from(`o bower\n${[...lines, ...faces].join('\n')}\n`);
}

function toStl({ positions, normals }: Mesh): Uint8Array {
  const corners = triples(positions);
  const facets = triples(normals)
    .filter((_, at) => at % 3 === 0)
    .map((normal, at) => {
      const loop = corners.slice(at * 3, at * 3 + 3).map((corner) => `vertex ${written(corner)}`);
      return `facet normal ${written(normal)}\nouter loop\n${loop.join('\n')}\nendloop\nendfacet`;
    });
  return Buffer.from(`solid bower\n${facets.join('\n')}\nendsolid bower\n`);
}

function toPly({ positions, colors }: Mesh): Uint8Array {
  const shades = triples(colors).map((each) => each.map((value) => Math.round(value * 255)).join(' '));
  const corners = triples(positions).map((corner, at) => `${written(corner)} ${shades[at]}`);
  const faces = Array.from({ length: corners.length / 3 }, (_, at) => `3 ${at * 3} ${at * 3 + 1} ${at * 3 + 2}`);
  const header = [
    'ply',
    'format ascii 1.0',
    `element vertex ${corners.length}`,
    ...['x', 'y', 'z'].map((axis) => `property float ${axis}`),
    ...['red', 'green', 'blue'].map((color) => `property uchar ${color}`),
    `element face ${faces.length}`,
    'property list uchar int vertex_indices',
    'end_header',
  ];
  return Buffer.from(`${[...header, ...corners, ...faces].join('\n')}\n`);
}
