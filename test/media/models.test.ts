import { expect, it } from 'vitest';
import { createStage, serveBytes } from '#test/media/stage.ts';

const OBJ =
  '# a triangle\nmtllib a.mtl\no thing\nv 0 0 0\nv 1.5e-3 0 0 1\nv 0 -1 0\nvn 0 0 1\ns off\nf 1//1 2//1 3//1\n';
const STL = 'solid thing\n  facet normal 0 0 1\n    outer loop\n      vertex 0 0 0\n';
const PLY_HEAD = '\nelement vertex 1\nproperty float x\nend_header\n';

/** A binary STL of so many triangles. */
function stlOf(triangles: number): Buffer {
  const bytes = Buffer.alloc(84 + 50 * triangles);
  bytes.write('made by hand', 0, 'latin1');
  bytes.writeUInt32LE(triangles, 80);
  return bytes;
}

async function typeOf(bytes: Buffer): Promise<unknown> {
  const server = await serveBytes(bytes, { 'content-type': 'text/plain' });
  const stage = await createStage([server.host]);
  const answer = await stage.fetchFrom(`http://${server.host}/model`);
  return answer.outcome === 'stored' ? [answer.file.mediaType, answer.file.extension] : answer;
}

it.each([
  ['OBJ', OBJ, 'model/obj', 'obj'],
  ['OBJ with Windows lines', OBJ.replaceAll('\n', '\r\n'), 'model/obj', 'obj'],
  ['OBJ that is longer than what is looked at', `${OBJ}${'v 0.123456 0.5 -1\n'.repeat(900)}`, 'model/obj', 'obj'],
  ['STL in words', STL, 'model/stl', 'stl'],
  ['STL in bytes', stlOf(3), 'model/stl', 'stl'],
  ['PLY in words', `ply\nformat ascii 1.0${PLY_HEAD}0\n`, 'model/ply', 'ply'],
  ['PLY in bytes', `ply\nformat binary_little_endian 1.0${PLY_HEAD}\0\0\0\0`, 'model/ply', 'ply'],
  ['GLB', Buffer.from('676c54460200000014000000000000004a534f4e', 'hex'), 'model/gltf-binary', 'glb'],
])('a 3D model is told by its content: %s', async (_what, content, mediaType, extension) => {
  expect(await typeOf(Buffer.from(content))).toStrictEqual([mediaType, extension]);
});

it.each([
  ['a letter about solid things', 'solid advice:\nnever give up\n'],
  ['a word that begins like a vertex', 'v for vendetta\n'],
  ['a page with a model in it', `<pre>\n${OBJ}`],
  ['a list without a vertex', '# one\n# two\n'],
  ['a message', 'ply your trade'],
])('text that only begins like one is refused: %s', async (_what, text) => {
  expect(await typeOf(Buffer.from(text))).toMatchObject({ outcome: 'later' });
});

it('bytes that do not add up to an STL stay nameless', async () => {
  expect(await typeOf(Buffer.concat([stlOf(3), Buffer.alloc(1)]))).toStrictEqual(['application/octet-stream', 'bin']);
});
