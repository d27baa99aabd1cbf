import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { drawAs } from '#sandbox/media/picture.ts';
import { serveBytes } from '#test/sandbox/services/receiver.ts';
import { order, poll, post, startReceiver, startService } from './service.ts';

const picture = async () =>
  serveBytes(await drawAs({ prompt: 'a lake', seed: 1, width: 64, height: 64 }, 'png'), 'a.png');

test('the words for waiting differ from family to family, as recorded ones do', async () => {
  const modelslab = await startService();
  modelslab.plan({ hold: true });
  const controlnet = await order(modelslab, 'v5/controlnet', {
    prompt: 'x',
    model_id: 'fluxdev',
    controlnet_model: 'canny',
    init_image: await picture(),
  });
  expect(controlnet.body).toMatchObject({ messege: expect.any(String), tip_1: expect.any(String), output: '' });
  expect(controlnet.body).not.toHaveProperty('message');
  const { body: realtime } = await order(modelslab, 'v6/realtime/text2img', { prompt: 'x', instant_response: true });
  expect(realtime).toMatchObject({
    status: 'processing',
    fetch_result: expect.stringContaining('/v6/realtime/fetch/'),
  });
  expect(realtime).not.toHaveProperty('tip');
  const voice = await order(modelslab, 'v6/voice/sfx', { prompt: 'x' });
  expect(voice.body).toMatchObject({ proxy_links: [expect.stringMatching(/\.wav$/)], audio_time: null, output: [] });
  const mesh = await order(modelslab, 'v6/3d/text_to_3d', { prompt: 'x', render: true, output_format: 'obj' });
  expect(mesh.body).toMatchObject({
    future_links: [expect.stringMatching(/\.obj$/), expect.stringMatching(/\.mp4$/)],
    extra_assets: [expect.stringMatching(/\.mp4$/)],
  });
});

test('realtime holds the connection until the pictures are there, and calls nobody', async () => {
  const modelslab = await startService();
  const receiver = await startReceiver();
  const { body } = await order(modelslab, 'v6/realtime/text2img', { prompt: 'x', webhook: receiver.url });
  expect(body).toMatchObject({ status: 'success', output: modelslab.outputs(modelslab.jobs()[0]?.id ?? '') });
  expect(modelslab.jobs()[0]).toMatchObject({ state: 'success', callback: 'lost' });
  expect(receiver.received).toStrictEqual([]);
});

test('a cover of a voice stands in links, in the fetch and in the callback', async () => {
  const modelslab = await startService();
  const receiver = await startReceiver();
  const wav = Buffer.from('RIFF0000WAVEfmt ');
  const init_audio = await serveBytes(wav, 'a.wav');
  await order(modelslab, 'v6/voice/voice_cover', {
    init_audio,
    model_id: 'tom_hank',
    webhook: receiver.url,
    track_id: 5,
  });
  const callback = await receiver.next(1);
  const links = modelslab.outputs(modelslab.jobs()[0]?.id ?? '');
  expect(callback?.body).toMatchObject({ status: 'success', output: [], links, track_id: 5 });
});

test('numbers are counted for each family, and an id means nothing in another', async () => {
  const modelslab = await startService();
  await order(modelslab, 'v6/voice/sfx', { prompt: 'x' });
  const { id } = await modelslab.waitForJob(({ state }) => state === 'success');
  expect((await poll(modelslab, id)).body).toMatchObject({ status: 'failed', id: '', message: 'Request not found' });
  const fetched = await post(`${modelslab.apiUrl}/v6/voice/fetch/${id}`, { key: modelslab.key });
  expect(fetched.body).toMatchObject({ status: 'success', id: Number(id) });
});

test('a file that cannot be had fails the job, in the words for it, and so does one of another kind', async () => {
  const modelslab = await startService();
  const gone = (await picture()).replace('a.png', 'b.png');
  const page = await serveBytes(Buffer.from('<html>'), 'a.png');
  const nobody = await new Promise<string>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/a.png`));
    });
  });
  for (const init_image of [gone, page, nobody]) {
    const { body } = await order(modelslab, 'v6/image_editing/super_resolution', { init_image });
    expect(body).toMatchObject({ status: 'processing' });
    const id = String(Object(body).id);
    await modelslab.waitForJob((job) => job.id === id && job.state === 'failed');
    const fetched = await post(Object(body).fetch_result, { key: modelslab.key });
    const message = 'Unable to fetch image from provided URL';
    expect(fetched.body).toStrictEqual({ status: 'failed', id: '', message, output: '' });
  }
});

test('a picture that starts from a member’s keeps its size, an enlarged one grows', async () => {
  const modelslab = await startService();
  const init_image = await picture();
  const sizeOf = async (path: string, body: object) => {
    const { body: queued } = await order(modelslab, path, { init_image, ...body });
    const job = await modelslab.waitForJob(({ id, state }) => id === String(Object(queued).id) && state === 'success');
    const png = Buffer.from(modelslab.file(modelslab.outputs(job.id)[0] ?? '') ?? []);
    return [png.readUInt32BE(16), png.readUInt32BE(20)];
  };
  expect(await sizeOf('v6/images/img2img', { prompt: 'x', model_id: 'flux', width: 512 })).toStrictEqual([64, 64]);
  expect(await sizeOf('v6/image_editing/super_resolution', { scale: 3 })).toStrictEqual([192, 192]);
});

test.each([
  ['v6/images/img2img', { prompt: 'x', model_id: 'flux' }, 'init_image is required'],
  ['v6/images/inpaint', { prompt: 'x', model_id: 'flux', init_image: 'http://h/a.png' }, 'mask_image is required'],
  ['v6/video/text2video', { prompt: 'x' }, 'model_id is required'],
  ['v6/video/text2video', { prompt: 'x', model_id: 'm', num_frames: 26 }, 'num_frames must be between 1 and 25'],
  ['v6/video/text2video', { prompt: 'x', model_id: 'm', output_type: 'avi' }, 'output_type must be one of mp4, gif'],
  ['v6/voice/text_to_speech', { prompt: 'x', voice_id: 'v' }, 'language is required'],
  ['v6/voice/sfx', { prompt: 'x', duration: 2 }, 'duration must be between 3 and 15'],
  ['v6/voice/song_generator', { lyrics_generation: false, prompt: 'x' }, 'lyrics is required'],
  ['v6/3d/image_to_3d', { init_image: 'not an address' }, 'init_image must be a valid URL'],
  [
    'v6/image_editing/fashion',
    { init_image: 'http://h/a', cloth_image: 'http://h/b', cloth_type: 'dress' },
    'cloth_type must be one of upper_body, lower_body, dresses',
  ],
  [
    'v6/image_editing/qwen_edit',
    { prompt: 'x', init_image: Array(5).fill('http://h/a.png') },
    'init_image may not have more than 4 items',
  ],
  ['v7/images/text-to-image', { prompt: 'x', model_id: 'sdxl' }, 'Model not found: sdxl'],
  ['v7/images/text-to-image', { prompt: 'x' }, 'model_id is required'],
  ['v7/voice/speech-to-text', { model_id: 'scribe_v1' }, 'init_audio is required'],
] as const)('%s %j is refused, and makes no job: %s', async (path, body, message) => {
  const modelslab = await startService();
  expect(await order(modelslab, path, body)).toStrictEqual({ status: 400, body: { status: 'error', message } });
  expect(modelslab.jobs()).toStrictEqual([]);
});

test('fields that the endpoint does not document are taken in silence, and remembered for whoever asks', async () => {
  const modelslab = await startService();
  modelslab.plan({ hold: true });
  const { status } = await order(modelslab, 'v6/voice/sfx', {
    prompt: 'x',
    shift_sample: 1,
    track_id: 'a',
    webhook: null,
  });
  expect(status).toBe(200);
  expect(modelslab.undocumented()).toStrictEqual(['v6/voice/sfx: shift_sample']);
});
