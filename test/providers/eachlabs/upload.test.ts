import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fileOf, fixture, hiddenFileOf, KEY, known, submitOf } from './bench.ts';

const MODEL = known('nano-banana-pro-edit');
const PUBLIC = 'https://cdn-us.eachlabs.ai/uploads/0dce0f44.png';

let service: LocalService;
let files: LocalService;
beforeEach(async () => {
  service = await startService();
  files = await startService();
  files.answer(200, '');
  serve(200, presigned());
});
afterEach(async () => {
  await service[Symbol.asyncDispose]();
  await files[Symbol.asyncDispose]();
});

const presigned = (): string => fixture('presigned').replace('https://eachlabs-storage.s3.example.com', files.origin);

/** Answers the question for an address so, and takes every submit. */
function serve(status: number, body: string): void {
  service.respond((response, { path }) => {
    const isPresign = path.endsWith('/presign');
    response.writeHead(isPresign ? status : 200, { 'content-type': 'application/json' });
    response.end(isPresign ? body : fixture('submit-accepted'));
  });
}

const submit = (given = [hiddenFileOf('image')]) => connect(service.apiUrl).submit(submitOf(MODEL, { files: given }));
const paths = () => service.seen.map(({ path }) => path);

it('a file without an address of ours is put into the service’s storage, and its public address used', async () => {
  expect(await submit()).toMatchObject({ outcome: 'accepted' });
  const [asked, submitted] = service.seen;
  expect(asked?.path).toBe('/api/v1/upload/presign');
  expect(asked?.headers.authorization).toBe(`Bearer ${KEY}`);
  expect(asked?.body).toStrictEqual({ content_type: 'image/png', file_type: 'image', expires_in_seconds: 172_800 });
  expect(submitted?.body).toMatchObject({ input: { image_urls: [PUBLIC] } });
});

it('the storage gets the bytes with every header that was named, and never our key', async () => {
  await submit();
  const [put] = files.seen;
  expect([put?.method, put?.path]).toStrictEqual(['PUT', '/uploads/0dce0f44.png?X-Amz-Signature=aa11']);
  expect(put?.headers).toMatchObject({
    'content-type': 'image/png',
    'x-amz-meta-file-id': '0dce0f44',
    'x-amz-server-side-encryption': 'AES256',
  });
  expect(put?.raw).toStrictEqual(Buffer.from([1, 2, 3]));
  expect(put?.headers).not.toHaveProperty('authorization');
  expect(JSON.stringify(put?.headers)).not.toContain(KEY);
});

it('a file with an address of ours is not uploaded', async () => {
  await submit([fileOf('image')]);
  expect(paths()).toStrictEqual(['/api/v1/prediction']);
});

it('no headers need be named, and each of several files is uploaded by itself', async () => {
  serve(200, JSON.stringify({ ...JSON.parse(presigned()), required_headers: null }));
  await submit([hiddenFileOf('image'), fileOf('reference'), hiddenFileOf('reference', { mediaType: 'image/webp' })]);
  expect(files.seen.map(({ headers }) => headers['content-type'])).toStrictEqual(['image/png', 'image/webp']);
  expect(service.seen.at(-1)?.body).toMatchObject({
    input: { image_urls: [PUBLIC, 'https://bot.example/media/reference.png', PUBLIC] },
  });
});

describe('an upload that fails proves that no job was taken:', () => {
  const nothingSubmitted = () => expect(paths()).not.toContain('/api/v1/prediction');

  it.each<[number, string, object]>([
    [401, 'error-401', { outcome: 'refused', failure: { reason: 'provider_account' } }],
    [429, 'error-429-burst', { outcome: 'throttled' }],
    [500, 'error-500-create', { outcome: 'unreachable' }],
    [200, 'error-401-empty', { outcome: 'refused', failure: { reason: 'provider_down' } }],
  ])('the question for an address is answered HTTP %i, %s', async (status, name, outcome) => {
    serve(status, fixture(name));
    expect(await submit()).toMatchObject(outcome);
    nothingSubmitted();
  });

  it.each([
    [403, { outcome: 'refused', failure: { reason: 'provider_down', detail: 'upload: HTTP 403' } }],
    [503, { outcome: 'unreachable', retryAfterMs: 15_000, detail: 'upload: HTTP 503' }],
  ])('the storage answers HTTP %i', async (status, outcome) => {
    files.answer(status, '<Error/>');
    expect(await submit()).toStrictEqual(outcome);
    nothingSubmitted();
  });

  it('the storage breaks the connection', async () => {
    files.respond((response) => response.socket?.resetAndDestroy());
    expect(await submit()).toMatchObject({ outcome: 'unreachable' });
    nothingSubmitted();
  });

  it('the file is larger than what is taken, and is not even read', async () => {
    const read = () => Promise.reject(new Error('read'));
    expect(await submit([hiddenFileOf('image', { bytes: 100_000_001, read })])).toMatchObject({
      outcome: 'refused',
      failure: { reason: 'invalid_input' },
    });
    expect(service.seen).toStrictEqual([]);
  });

  it('the address is not one of the web', async () => {
    serve(200, presigned().replace(files.origin, 'file://'));
    expect(await submit()).not.toMatchObject({ outcome: 'accepted' });
    serve(200, presigned().replace('https://cdn-us.eachlabs.ai', 'javascript://'));
    expect(await submit()).not.toMatchObject({ outcome: 'accepted' });
    nothingSubmitted();
  });
});
