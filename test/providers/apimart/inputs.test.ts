import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { connect, fileOf, fixture, hiddenFileOf, KEY, submitTo } from './bench.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

/** Answers uploads with `upload` and everything else as taken. */
function answerUploads(status: number, upload: string, headers = {}) {
  service.respond((response, { path }) => {
    const isUpload = path.endsWith('/uploads/images');
    response.writeHead(isUpload ? status : 200, { 'content-type': 'application/json', ...(isUpload && headers) });
    response.end(isUpload ? upload : fixture('submit-array.json'));
  });
}

const edit = (inputs: Parameters<typeof submitTo>[2]) => submitTo('gpt-image-2', { use: 'edit' }, inputs);
const submitWith = (...inputs: ReturnType<typeof fileOf>[]) => connect(service.apiUrl).submit(edit({ inputs }));

describe('a file with an address of ours', () => {
  it('is told by it, and never read', async () => {
    answerUploads(500, '{}');
    const read = () => Promise.reject(new Error('was read'));
    expect(await submitWith(fileOf('image', { read }))).toMatchObject({ outcome: 'accepted' });
    expect(service.seen).toHaveLength(1);
  });
});

describe('a file without one', () => {
  it('is uploaded as a form, and told by the address that this gives', async () => {
    answerUploads(200, fixture('uploaded.json'));
    expect(await submitWith(hiddenFileOf('image'))).toMatchObject({ outcome: 'accepted' });
    const [upload, submit] = service.seen;
    expect(upload).toMatchObject({
      method: 'POST',
      path: '/api/v1/uploads/images',
      headers: { authorization: `Bearer ${KEY}` },
    });
    const form = await new Response(Uint8Array.from(upload?.raw ?? []), {
      headers: { 'content-type': upload?.headers['content-type'] ?? '' },
    }).formData();
    expect([...form.keys()]).toStrictEqual(['file']);
    const file = form.get('file');
    if (!(file instanceof File)) throw new Error('No file.');
    expect([file.type, file.name, [...(await file.bytes())]]).toStrictEqual(['image/png', 'image.png', [1, 2, 3]]);
    expect(submit?.body).toMatchObject({ image_urls: ['https://upload.apimart.ai/f/x/x.png'] });
  });

  it.each([
    [400, 'error-upload-type.json', { outcome: 'refused', failure: { reason: 'invalid_input' } }],
    [413, 'error-upload-size.json', { outcome: 'refused', failure: { reason: 'invalid_input' } }],
    [401, 'error-key.json', { outcome: 'refused', failure: { reason: 'provider_account' } }],
    [429, 'error-rate.json', { outcome: 'throttled', retryAfterMs: 7_000 }],
    [500, 'error-server.json', { outcome: 'unreachable', retryAfterMs: 15_000 }],
    [502, 'gateway-502.html', { outcome: 'unreachable', retryAfterMs: 15_000 }],
    [200, 'error-false.json', { outcome: 'unreachable', retryAfterMs: 15_000 }],
  ])('that cannot be uploaded (HTTP %i, %s) proves that no job was made', async (status, file, submission) => {
    answerUploads(status, fixture(file), { 'retry-after': '7' });
    expect(await submitWith(hiddenFileOf('image'))).toMatchObject(submission);
    expect(service.seen.map(({ path }) => path)).toStrictEqual(['/api/v1/uploads/images']);
  });

  it('that does not get through proves it as well', async () => {
    const inputs = [hiddenFileOf('image')];
    const away = connect(await closedOrigin());
    expect(await away.submit(edit({ inputs }))).toMatchObject({ outcome: 'unreachable' });
    service.respond(() => {});
    const hasty = connect(service.apiUrl, { uploadTimeoutMs: 100 });
    expect(await hasty.submit(edit({ inputs }))).toMatchObject({ outcome: 'unreachable' });
  });

  it('is not uploaded when it is larger than the service takes', async () => {
    const read = async () => new Uint8Array(20_971_521);
    expect(await submitWith(hiddenFileOf('image', { read }))).toMatchObject({
      outcome: 'refused',
      failure: { reason: 'invalid_input' },
    });
    expect(service.seen).toStrictEqual([]);
  });

  it.each([
    ['video', 'video/mp4'],
    ['audio', 'audio/mpeg'],
  ] as const)('is refused when it is %s, which the service takes by address only', async (role, mediaType) => {
    const inputs = [fileOf('image'), hiddenFileOf(role, { mediaType })];
    const submission = await connect(service.apiUrl).submit(submitTo('doubao-seedance-2.0', {}, { inputs }));
    expect(submission).toMatchObject({ outcome: 'refused', failure: { reason: 'input_unreachable' } });
    expect(service.seen).toStrictEqual([]);
  });
});

describe('a repeat of a submit of unknown fate', () => {
  it('names the same addresses, whatever they are by now, until the fate is known', async () => {
    const apimart = connect(service.apiUrl);
    service.respond((response) => response.socket?.resetAndDestroy());
    await apimart.submit(edit({ inputs: [fileOf('image', { url: 'https://bot.example/media/1' })] }));
    service.answer(200, fixture('submit-array.json'));
    const now = edit({ inputs: [fileOf('image', { url: 'https://bot.example/media/2' })] });
    await apimart.submit(now);
    await apimart.submit(now);
    expect(service.seen.map(({ body }) => body)).toMatchObject([
      { image_urls: ['https://bot.example/media/1'] },
      { image_urls: ['https://bot.example/media/1'] },
      { image_urls: ['https://bot.example/media/2'] },
    ]);
  });

  it('uploads nothing a second time', async () => {
    const apimart = connect(service.apiUrl);
    service.respond((response, { path }) =>
      path.endsWith('/uploads/images') ? response.end(fixture('uploaded.json')) : response.socket?.resetAndDestroy(),
    );
    const inputs = [hiddenFileOf('image')];
    expect(await apimart.submit(edit({ inputs }))).toMatchObject({ outcome: 'unknown' });
    await apimart.submit(edit({ inputs }));
    expect(service.seen.filter(({ path }) => path.endsWith('/uploads/images'))).toHaveLength(1);
  });
});
