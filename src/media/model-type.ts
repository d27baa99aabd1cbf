import type { MediaType } from './media-type.ts';
import type { Part } from './part.ts';

const OBJ: MediaType = { mediaType: 'model/obj', extension: 'obj' };
const STL: MediaType = { mediaType: 'model/stl', extension: 'stl' };
/** Not registered, but what everybody writes. */
const PLY: MediaType = { mediaType: 'model/ply', extension: 'ply' };

const PLY_HEAD = /^ply\r?\nformat (?:ascii|binary_little_endian|binary_big_endian) 1\.0\s/;
const STL_HEAD = /^\s*solid\b[^\n]*\n\s*facet\s+normal\s/;

/** A comment, or a statement of the format with its arguments. */
const OBJ_LINE =
  /^\s*(?:#.*|(?:v|vt|vn|vp)(?:\s+[-+]?[\d.]+(?:e[-+]?\d+)?)+|[flp](?:\s+-?\d+(?:\/-?\d*){0,2})+|(?:mtllib|usemtl|usemap|o|g|s|mg|cstype|deg|surf|curv|parm|end)\b.*)?\s*$/i;
const OBJ_VERTEX = /^\s*v\s/;

/** A binary STL: 80 bytes of anything, the number of triangles, 50 bytes for each. */
const STL_HEADER_BYTES = 84;
const STL_TRIANGLE_BYTES = 50;

/** The 3D formats whose beginning is plain text, by that beginning. */
export function textModelTypeOf(head: string): MediaType | undefined {
  if (PLY_HEAD.test(head)) return PLY;
  if (STL_HEAD.test(head)) return STL;
  return isObj(head) ? OBJ : undefined;
}

/** The 3D format that has no mark of its own, only an arithmetic that does not come about by accident. */
export async function binaryModelTypeOf({ handle }: Part): Promise<MediaType | undefined> {
  const { size } = await handle.stat();
  if (size <= STL_HEADER_BYTES) return undefined;
  const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, STL_HEADER_BYTES - 4);
  return size === STL_HEADER_BYTES + STL_TRIANGLE_BYTES * buffer.readUInt32LE() ? STL : undefined;
}

/** Every line is a statement and at least one of them a vertex. The last line may be cut off, unless it is the only one. */
function isObj(head: string): boolean {
  const lines = head.split('\n');
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  return whole.some((line) => OBJ_VERTEX.test(line)) && whole.every((line) => OBJ_LINE.test(line));
}
