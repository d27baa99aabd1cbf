import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { createStage, JOB_ID, PNG, pngOf, serve, serveBytes } from '#test/media/stage.ts';

const LARGE = pngOf(300_001);
const of = (bytes: Buffer, type = 'image/png'): string => `data:${type};base64,${bytes.toString('base64')}`;

it.each([
  ['as it should be', of(LARGE)],
  ['under a wrong type', of(LARGE, 'text/html')],
  ['without a type', `data:;base64,${LARGE.toString('base64')}`],
  ['in capitals', of(LARGE).replace('data:', 'DATA:')],
  ['in lines', of(LARGE).replace(/.{76}/g, '$&\n')],
  ['without base64', `data:,${[...LARGE].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`],
])('bytes that came in the address itself are stored, typed by content: %s', async (_how, url) => {
  const stage = await createStage([]);
  const answer = await stage.fetchFrom(url);
  expect(answer).toMatchObject({ outcome: 'stored', file: { mediaType: 'image/png', bytes: LARGE.length, width: 1 } });
  if (answer.outcome === 'stored') expect(await readFile(stage.locate(answer.file))).toStrictEqual(LARGE);
});

it('words in the address are taken where words are wanted', async () => {
  const stage = await createStage([]);
  const urls = ['data:text/plain,Gr%C3%BC%C3%9Fe'];
  expect(await stage.fetch({ jobId: JOB_ID, position: 0, urls, text: true })).toMatchObject({
    file: { mediaType: 'text/plain', bytes: 7 },
  });
  expect(await stage.fetch({ jobId: JOB_ID, position: 1, urls })).toMatchObject({ outcome: 'gone' });
});

it('the bound of bytes holds for them too', async () => {
  const stage = await createStage([], { maxBytes: 100_000 });
  expect(await stage.fetchFrom(of(pngOf(100_000)))).toMatchObject({ outcome: 'stored' });
  expect(await stage.fetchFrom(of(pngOf(100_001)))).toStrictEqual({
    outcome: 'gone',
    detail: 'data address: larger than 100000 bytes',
  });
});

it.each(['data:', 'data:image/png;base64', 'data:image/png;base64,@@@@', 'data:text/html,<html>', 'data:,'])(
  'one that makes no sense will not by waiting: %s',
  async (url) => {
    const stage = await createStage([]);
    expect(await stage.fetchFrom(url)).toMatchObject({ outcome: 'gone' });
    expect(await stage.names()).toStrictEqual([]);
  },
);

it('gives way to the next address', async () => {
  const server = await serveBytes(PNG);
  const stage = await createStage([server.host]);
  expect(await stage.fetchFrom('data:,', `http://${server.host}/`)).toMatchObject({ outcome: 'stored' });
});

it('is not followed as a redirect', async () => {
  const server = await serve((_request, response) => response.writeHead(302, { location: of(PNG) }).end());
  const stage = await createStage([server.host]);
  expect(await stage.fetchFrom(`http://${server.host}/`)).toStrictEqual({
    outcome: 'gone',
    detail: 'not an http or https address',
  });
});
