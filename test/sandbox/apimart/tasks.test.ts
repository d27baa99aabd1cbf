import { fileTypeFromBuffer } from 'file-type';
import { expect, test } from 'vitest';
import { drawAs } from '#sandbox/media/picture.ts';
import { serveBytes } from '#test/sandbox/services/receiver.ts';
import { call, IMAGE, startApimart, submit, taskIdOf } from './service.ts';

const UNIX = expect.any(Number);

test('a submit is answered with a list of one task, and the task tells how far it is', async () => {
  const apimart = await startApimart();
  apimart.plan({ hold: true });
  const submitted = await submit(apimart);
  const id = taskIdOf(submitted);
  expect(submitted).toMatchObject({ status: 200, body: { code: 200, data: [{ status: 'submitted', task_id: id }] } });
  expect(id).toMatch(/^task_01K[0-9A-F]{23}$/);
  const { status, body } = await call(apimart, `tasks/${id}?language=en`);
  const data = { id, status: 'processing', progress: 50, created: UNIX, estimated_time: 60 };
  expect([status, body]).toStrictEqual([200, { code: 200, data }]);
});

test('a picture that is done stands in a list of addresses that expire in a day', async () => {
  const apimart = await startApimart();
  const id = taskIdOf(await submit(apimart, { ...IMAGE, n: 2, output_format: 'webp' }));
  await apimart.waitForJob(({ state }) => state === 'success');
  const { body } = await call(apimart, `tasks/${id}`);
  const [first, second] = apimart.outputs(id);
  const { completed } = Object(body).data;
  expect(body).toStrictEqual({
    code: 200,
    data: {
      id,
      status: 'completed',
      progress: 100,
      created: UNIX,
      completed,
      estimated_time: 60,
      actual_time: UNIX,
      cost: 0.006,
      credits_cost: 0.06,
      result: {
        images: [
          { url: [first], expires_at: completed + 86_400 },
          { url: [second], expires_at: completed + 86_400 },
        ],
      },
    },
  });
  const bytes = await (await fetch(first ?? '')).bytes();
  expect((await fileTypeFromBuffer(bytes))?.mime).toBe('image/webp');
});

test('a task that failed is told inside a 200; one that nobody knows is a 400', async () => {
  const apimart = await startApimart({ urlsAs: 'text' });
  apimart.plan({ end: 'failed', message: 'the model refused' });
  const id = taskIdOf(await submit(apimart));
  await apimart.waitForJob(({ state }) => state === 'failed');
  const { status, body } = await call(apimart, `tasks/${id}`);
  const error = { message: 'the model refused', type: 'task_failed', param: '', code: 'task_failed' };
  expect([status, body]).toMatchObject([200, { data: { status: 'failed', progress: 100, cost: 0, error } }]);
  expect(await call(apimart, 'tasks/task_unknown')).toMatchObject({ status: 400, body: { error: { code: 400 } } });
});

test('shape B is what the header asks for, or the setting, and says at once what is finished', async () => {
  const header = { 'X-APIMart-Response-Version': '2026-07-27' };
  const byHeader = await submit(await startApimart(), IMAGE, header);
  const bySetting = await submit(await startApimart({ submitShape: 'B' }));
  for (const { status, body } of [byHeader, bySetting]) {
    const { id } = Object(body).data;
    const data = { id, object: 'generation.task', status: 'queued', poll_url: `/v1/tasks/${id}` };
    expect([status, body]).toStrictEqual([202, { code: 202, data, request_id: expect.any(String) }]);
  }
  const apimart = await startApimart();
  apimart.plan({ submit: 'success' });
  const { body } = await submit(apimart);
  const [url] = apimart.outputs(apimart.jobs()[0]?.id ?? '');
  expect(body).toMatchObject({
    data: { object: 'generation.result', status: 'completed', result: { images: [{ url: [url] }] } },
  });
});

test('films stand in videos and play; music has a path of its own, is not known at first, and has two tracks', async () => {
  const apimart = await startApimart();
  const source = await serveBytes(await drawAs({ prompt: 'a', seed: 1, width: 64, height: 64 }, 'png'), 'a.png');
  const film = { model: 'kling-v3', prompt: 'waves', duration: 5, aspect_ratio: '9:16', image_urls: [source] };
  const video = taskIdOf(await call(apimart, 'videos/generations', { method: 'POST', body: film }));
  await apimart.waitForJob(({ state }) => state === 'success');
  const [url = ''] = apimart.outputs(video);
  expect((await call(apimart, `tasks/${video}`)).body).toMatchObject({
    data: { result: { videos: [{ url: [url] }] } },
  });
  expect((await fileTypeFromBuffer(await (await fetch(url)).bytes()))?.mime).toBe('video/mp4');

  const song = { model: 'suno', prompt: 'a song of twigs', version: 'v6' };
  const music = taskIdOf(await call(apimart, 'music/generations', { method: 'POST', body: song }));
  await apimart.waitForJob(({ id, state }) => id === music && state === 'success');
  const unknown = { status: 404, body: { error: { type: 'task_not_found' } } };
  expect(await call(apimart, `music/tasks/${music}`)).toMatchObject(unknown);
  const tracks = apimart.outputs(music).map((audio_url) => ({ audio_url, duration: 6, status: 'completed' }));
  expect(tracks).toHaveLength(2);
  expect((await call(apimart, `music/tasks/${music}`)).body).toMatchObject({ data: { result: { music: tracks } } });
  expect((await call(apimart, `tasks/${music}`)).status).toBe(400);
});

test('speech is answered with the sound itself, and an error with JSON', async () => {
  const apimart = await startApimart();
  const say = (body: object) =>
    fetch(`${apimart.apiUrl}/v1/audio/speech`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apimart.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'gpt-4o-mini-tts', input: 'good evening', voice: 'alloy', ...body }),
    });
  const answer = await say({ response_format: 'wav' });
  expect(answer.headers.get('content-type')).toContain('audio/wav');
  const bytes = await answer.bytes();
  expect((await fileTypeFromBuffer(bytes))?.mime).toBe('audio/wav');
  expect(bytes).toStrictEqual(
    new Uint8Array(apimart.file(apimart.outputs(apimart.jobs()[0]?.id ?? '')[0] ?? '') ?? []),
  );
  const refused = await say({ voice: 'nobody' });
  expect([refused.status, await refused.json()]).toMatchObject([400, { error: { type: 'invalid_request_error' } }]);
});

test.each([
  [{ model: 'nope' }, 400, 'not found'],
  [{ prompt: undefined }, 400, 'prompt is required'],
  [{ n: '2' }, 400, 'n must be a number'],
  [{ n: 5 }, 400, 'n must be between 1 and 4'],
  [{ model: 'z-image-turbo', size: '1024x1024' }, 500, 'build_request_failed: invalid size: 1024x1024'],
  [{ resolution: '8k' }, 400, 'resolution must be one of 1k, 2k, 4k'],
  [{ image_urls: ['data:image/png;base64,AAAA'] }, 400, 'image_urls must hold public http(s) URLs'],
  [{ prompt: 'something nsfw', nsfw_check: true }, 500, 'content moderation failed'],
])('%j is refused with %i: %s', async (change, status, words) => {
  const apimart = await startApimart();
  const answer = await submit(apimart, { ...IMAGE, ...change });
  expect(answer).toMatchObject({ status, body: { error: { message: expect.stringContaining(words) } } });
  expect(apimart.jobs()).toStrictEqual([]);
});

test.each([
  [{ model: 'Omni-Flash-Ext', prompt: 'x', duration: 5 }, 'invalid_duration'],
  [{ model: 'Omni-Flash-Ext', prompt: 'x', image_urls: ['http://h/1', 'http://h/2'] }, 'unsupported_image_count'],
  [{ model: 'veo3.1-fast', prompt: 'x', duration: 8, resolution: '480p' }, 'invalid_resolution'],
])('films are refused with the codes of their pages: %j %s', async (body, code) => {
  const apimart = await startApimart();
  const answer = await call(apimart, 'videos/generations', { method: 'POST', body });
  expect(answer).toMatchObject({ status: 400, body: { error: { code, type: 'invalid_request_error' } } });
});
