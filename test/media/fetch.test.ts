import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createStage, JOB_ID, PNG, pngOf, serve, serveBytes } from '#test/media/stage.ts';

it('keeps a copy that is equal to the last byte, under the job and its position', async () => {
  const original = pngOf(700_000);
  const server = await serveBytes(original);
  const stage = await createStage([server.host]);
  const answer = await stage.fetch({ jobId: JOB_ID, position: 2, urls: [`http://${server.host}/a.png?sig=1`] });
  const file = {
    path: `${JOB_ID}/2.png`,
    mediaType: 'image/png',
    extension: 'png',
    bytes: 700_000,
    width: 1,
    height: 1,
  };
  expect(answer).toStrictEqual({ outcome: 'stored', file });
  expect(await readFile(stage.locate(file))).toStrictEqual(original);
  expect(await stage.names()).toStrictEqual(['2.png']);
});

it('keeps every byte in its place, however many come and in whatever pieces', async () => {
  const original = pngOf(6_000_001);
  const server = await serve((_request, response) => {
    for (let at = 0, length = 1; at < original.length; at += length, length = (length * 7) % 90_001)
      response.write(original.subarray(at, at + length));
    response.end();
  });
  const stage = await createStage([server.host], { maxBytes: 10_000_000 });
  const answer = await stage.fetchFrom(`http://${server.host}/`);
  if (answer.outcome === 'stored') expect((await readFile(stage.locate(answer.file))).equals(original)).toBe(true);
  expect(answer).toMatchObject({ outcome: 'stored', file: { bytes: original.length } });
});

it('asks for the whole address and tells nothing about us', async () => {
  const server = await serveBytes(PNG, { 'set-cookie': 'session=1' });
  const stage = await createStage([server.host]);
  await stage.fetchFrom(`http://someone:secret@${server.host}/a%20b.png?x=1&y=%2F#part`);
  await stage.fetchFrom(`http://${server.host}/again`);
  expect(server.requests.map(({ url }) => url)).toStrictEqual(['/a%20b.png?x=1&y=%2F', '/again']);
  for (const { headers } of server.requests) {
    const { host, connection, ...told } = headers;
    expect(told).toStrictEqual({ 'user-agent': 'bowerbird', accept: '*/*', 'accept-encoding': 'identity' });
    expect(host).toBe(server.host);
  }
});

it('goes on to the next address when the first has no file', async () => {
  const server = await serve(({ url }, response) =>
    url === '/copy' ? response.end(PNG) : response.writeHead(404).end('not yet'),
  );
  const stage = await createStage([server.host]);
  const answer = await stage.fetchFrom(`http://${server.host}/first`, `http://${server.host}/copy`);
  expect(answer).toMatchObject({ outcome: 'stored', file: { path: `${JOB_ID}/0.png`, bytes: PNG.length } });
});

it.each([403, 404, 410, 429, 500, 503])(
  'keeps hope after HTTP %i, since fresh links fail for a while',
  async (status) => {
    const server = await serve((_request, response) => response.writeHead(status).end(PNG));
    const stage = await createStage([server.host]);
    expect(await stage.fetchFrom(`http://${server.host}/`)).toStrictEqual({
      outcome: 'later',
      detail: `127.0.0.1: HTTP ${status}`,
    });
  },
);

it('keeps hope while one address of several may still mend', async () => {
  const server = await serve((_request, response) => response.writeHead(404).end());
  const stage = await createStage([server.host]);
  const answer = await stage.fetchFrom('ftp://example.org/x', `http://${server.host}/`, 'http://10.0.0.1/x');
  expect(answer).toStrictEqual({ outcome: 'later', detail: '127.0.0.1: HTTP 404' });
});

it('follows three redirects and no fourth', async () => {
  const server = await serve(({ url = '' }, response) => {
    const left = Number(url.slice(1));
    if (left === 0) return response.end(PNG);
    return response.writeHead(302, { location: `/${left - 1}` }).end('moved');
  });
  const stage = await createStage([server.host]);
  expect(await stage.fetchFrom(`http://${server.host}/3`)).toMatchObject({ outcome: 'stored' });
  expect(await stage.fetchFrom(`http://${server.host}/4`)).toStrictEqual({
    outcome: 'gone',
    detail: '127.0.0.1: more than 3 redirects',
  });
});

it('unpacks a file that was packed for the way', async () => {
  const server = await serveBytes(gzipSync(PNG), { 'content-encoding': 'gzip' });
  const stage = await createStage([server.host]);
  const answer = await stage.fetchFrom(`http://${server.host}/`);
  expect(answer).toMatchObject({ outcome: 'stored', file: { mediaType: 'image/png', bytes: PNG.length } });
});

it('shows no file and leaves no part when the connection breaks', async () => {
  const server = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '5000' });
    response.write(PNG, () => response.destroy());
  });
  const stage = await createStage([server.host]);
  expect(await stage.fetchFrom(`http://${server.host}/`)).toMatchObject({ outcome: 'later' });
  expect(await stage.names()).toStrictEqual([]);
});

it('clears the part that a killed process left, and touches no other artifact', async () => {
  const server = await serveBytes(PNG);
  const stage = await createStage([server.host]);
  await mkdir(join(stage.dir, JOB_ID));
  await Promise.all(
    ['.0.dead.part', '.1.alive.part', '1.png'].map((name) => writeFile(join(stage.dir, JOB_ID, name), 'x')),
  );
  await stage.fetchFrom(`http://${server.host}/`);
  expect((await stage.names()).toSorted()).toStrictEqual(['.1.alive.part', '0.png', '1.png']);
});

it('says later, and says so in the log, when our own disk is at fault', async () => {
  const server = await serveBytes(PNG);
  const stage = await createStage([server.host]);
  await writeFile(join(stage.dir, JOB_ID), 'a file where the folder should be');
  expect(await stage.fetchFrom(`http://${server.host}/`)).toStrictEqual({
    outcome: 'later',
    detail: 'could not be written',
  });
  expect(stage.errors).toMatchObject([{ place: `${JOB_ID}/0` }]);
});

it('breaks off when it is closed, twice if need be', async () => {
  const asked = Promise.withResolvers<void>();
  const server = await serve((_request, response) => {
    response.writeHead(200).write(PNG, () => asked.resolve());
  });
  const stage = await createStage([server.host]);
  const answer = stage.fetchFrom(`http://${server.host}/`);
  await asked.promise;
  await Promise.all([stage.close(), stage.close()]);
  expect(await answer).toMatchObject({ outcome: 'later' });
  expect(await stage.names()).toStrictEqual([]);
});

it('takes no path out of its folder', async () => {
  const stage = await createStage([]);
  const file = { mediaType: 'image/png', extension: 'png', bytes: 1 };
  expect(() => stage.locate({ ...file, path: '../outside.png' })).toThrow('Not a path of the media store');
  await expect(stage.fetch({ jobId: '../outside', position: 0, urls: [] })).rejects.toThrow('Not a job id');
});
