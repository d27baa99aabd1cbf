import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SubmitInput } from '#domain/ports/provider.ts';
import { FILE_MAX_BYTES } from '#providers/modelslab/resolve-inputs.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { connect, fileOf, fixture, hiddenFileOf, KEY, requestOf, submitOf } from './bench.ts';

const UPLOADED = 'https://pub-3f0c.r2.dev/temp/up-1047.png';
const DATA_URI = 'data:image/png;base64,AQID';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

/** Uploads are answered with the first, everything else is accepted. */
function answerUploads(upload: string | object, status = 200) {
  const text = typeof upload === 'string' ? upload : JSON.stringify(upload);
  service.respond((response, { path }) => {
    const isUpload = path.endsWith('base64_to_url');
    response.writeHead(isUpload ? status : 200).end(isUpload ? text : fixture('submit-queued-minimal.json'));
  });
}

const submit = (inputs: readonly SubmitInput[], model = 'modelslab/sdxl') =>
  connect(service.apiUrl).submit(submitOf(requestOf({ model }), { inputs }));

const paths = () => service.seen.map(({ path }) => path);

describe('a file with an address of our own', () => {
  it('is named by it, and neither read nor uploaded', async () => {
    answerUploads(fixture('upload-done.json'));
    const read = () => Promise.reject(new Error('read'));
    expect(await submit([fileOf('image', { bytes: 50_000_000, read })])).toMatchObject({ outcome: 'accepted' });
    expect(paths()).toStrictEqual(['/api/v6/images/img2img']);
  });
});

describe('a file without one', () => {
  it('is uploaded first, and the submit names where to', async () => {
    answerUploads(fixture('upload-done.json'));
    expect(await submit([hiddenFileOf('image')])).toMatchObject({ outcome: 'accepted' });
    expect(paths()).toStrictEqual(['/api/v6/base64_to_url', '/api/v6/images/img2img']);
    expect(service.seen[0]?.body).toStrictEqual({ key: KEY, base64_string: DATA_URI });
    expect(service.seen[1]?.body).toMatchObject({ init_image: UPLOADED });
  });

  it.each([
    ['audio/wav', '/api/v6/voice/base64_to_url', 'init_audio'],
    ['video/mp4', '/api/v6/video/base64_to_url', 'init_obj'],
  ])('is uploaded where its type belongs: %s', async (mediaType, path, field) => {
    answerUploads(fixture('upload-done.json'));
    await submit([hiddenFileOf('image', { mediaType })]);
    expect(service.seen[0]).toMatchObject({ path, body: { key: KEY, [field]: `data:${mediaType};base64,AQID` } });
  });

  it('goes within the body where the endpoint takes it so', async () => {
    answerUploads(fixture('upload-done.json'));
    const { prompt: _, ...request } = requestOf({ model: 'modelslab/removebg', use: 'removebg' });
    await connect(service.apiUrl).submit(submitOf(request, { inputs: [hiddenFileOf('image')] }));
    expect(service.seen.map(({ path, body }) => ({ path, body }))).toStrictEqual([
      { path: '/api/v6/image_editing/removebg_mask', body: { key: KEY, image: DATA_URI } },
    ]);
  });
});

describe('a file that cannot get there stops the job, and nothing of it is sent:', () => {
  const refused = (reason: string) => ({ outcome: 'refused', failure: { reason, detail: expect.any(String) } });

  it('too large to be uploaded', async () => {
    answerUploads(fixture('upload-done.json'));
    expect(await submit([hiddenFileOf('image', { bytes: FILE_MAX_BYTES })])).toMatchObject({ outcome: 'accepted' });
    const before = service.seen.length;
    expect(await submit([hiddenFileOf('image', { bytes: FILE_MAX_BYTES + 1 })])).toStrictEqual(
      refused('invalid_input'),
    );
    expect(service.seen).toHaveLength(before);
  });

  it('of a type that nothing uploads', async () => {
    expect(await submit([hiddenFileOf('image', { mediaType: 'text/plain' })])).toStrictEqual(refused('invalid_input'));
    expect(service.seen).toStrictEqual([]);
  });

  it('gone from our own store', async () => {
    const read = () => Promise.reject(new Error('ENOENT'));
    expect(await submit([hiddenFileOf('image', { read })])).toStrictEqual(refused('input_unreachable'));
    expect(service.seen).toStrictEqual([]);
  });

  it.each<[string, string | object, number, object]>([
    ['refused', { status: 'error', message: 'The base64 string is broken' }, 200, refused('input_unreachable')],
    ['refused for the key', { status: 'error', message: 'Invalid API key' }, 401, refused('provider_account')],
    [
      'too many',
      { status: 'error', message: 'Too many requests', retry_after: 9 },
      429,
      { outcome: 'throttled', retryAfterMs: 9_000 },
    ],
    ['a fault there', { status: 'error', message: 'Internal server error' }, 500, { outcome: 'unreachable' }],
    ['too large for a gateway', '<html>413</html>', 413, refused('input_unreachable')],
    ['a success without an address', { status: 'success', output: [] }, 200, { outcome: 'unreachable' }],
  ])('%s', async (_, body, status, expected) => {
    answerUploads(body, status);
    expect(await submit([hiddenFileOf('image')])).toMatchObject(expected);
    expect(paths()).toStrictEqual(['/api/v6/base64_to_url']);
  });

  it('no connection, or one that breaks: what was lost is an upload, not a job', async () => {
    const job = submitOf(requestOf({ model: 'modelslab/sdxl' }), { inputs: [hiddenFileOf('image')] });
    expect(await connect(`${await closedOrigin()}/api`).submit(job)).toMatchObject({ outcome: 'unreachable' });
    service.respond((response) => response.socket?.resetAndDestroy());
    expect(await connect(service.apiUrl).submit(job)).toMatchObject({ outcome: 'unreachable' });
  });
});
