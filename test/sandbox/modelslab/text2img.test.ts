import { expect, test } from 'vitest';
import { ORDER, poll, post, startService, submit } from './service.ts';

const META = {
  prompt: ORDER.prompt,
  model_id: 'flux',
  negative_prompt: null,
  W: 256,
  H: 264,
  n_samples: 1,
  steps: '31',
  guidance_scale: 7.5,
  seed: 7,
  safety_checker: 'no',
  file_prefix: expect.any(String),
  webhook: null,
  track_id: null,
};

test('an accepted submit is answered in the recorded shape of a queued image', async () => {
  const modelslab = await startService({ generationMs: 4200 });
  const { status, body } = await submit(modelslab, { track_id: 'mine' });
  expect(status).toBe(200);
  expect(body).toStrictEqual({
    status: 'processing',
    tip: expect.any(String),
    eta: 4.2,
    message: 'Try to fetch request after seconds estimated',
    fetch_result: `${modelslab.apiUrl}/v6/images/fetch/155918900`,
    id: 155_918_900,
    output: [],
    meta: { ...META, track_id: 'mine' },
    future_links: [expect.stringMatching(/\/modelslab\/files\/generations\/.*-0\.png$/)],
  });
});

test('a submit can be answered with the result itself', async () => {
  const modelslab = await startService();
  modelslab.plan({ submit: 'success' });
  const { body } = await submit(modelslab);
  const [job] = modelslab.jobs();
  const output = modelslab.outputs(job?.id ?? '');
  expect(body).toStrictEqual({
    status: 'success',
    tip: expect.any(String),
    generationTime: expect.any(Number),
    id: 155_918_900,
    output,
    proxy_links: output.map((url) => url.replace('/generations/', '/mirror/')),
    nsfw_content_detected: false,
    webhook_status: '',
    meta: META,
  });
  expect(job).toMatchObject({ state: 'success', callbackStatuses: [], hasWebhook: false });
});

test('a fetch tells processing without an id, then the result without meta', async () => {
  const modelslab = await startService();
  modelslab.plan({ hold: true });
  await submit(modelslab, { samples: 2 });
  const [job] = modelslab.jobs();
  const id = job?.id ?? '';
  expect(await poll(modelslab, id)).toStrictEqual({
    status: 200,
    body: { status: 'processing', message: 'try again later.', output: '', tip: expect.any(String) },
  });
  await modelslab.act(id, 'finish');
  const output = modelslab.outputs(id);
  expect(output).toHaveLength(2);
  const done = { status: 'success', id: Number(id), output, proxy_links: [expect.any(String), expect.any(String)] };
  expect(await poll(modelslab, id)).toStrictEqual({ status: 200, body: done });
  const { apiUrl, key } = modelslab;
  expect((await post(`${apiUrl}/v6/images/fetch`, { key, request_id: id })).body).toStrictEqual(done);
  expect(modelslab.jobs()[0]?.polls).toBe(3);
});

test('a fetch tells a failure, and an id that it does not know, with an empty id', async () => {
  const modelslab = await startService();
  modelslab.plan({ end: 'failed', message: 'Processing failed: no' });
  await submit(modelslab);
  const { id } = await modelslab.waitForJob(({ state }) => state === 'failed');
  expect((await poll(modelslab, id)).body).toStrictEqual({
    status: 'failed',
    id: '',
    message: 'Processing failed: no',
    output: '',
  });
  expect(await poll(modelslab, 1)).toStrictEqual({
    status: 200,
    body: { status: 'failed', id: '', message: 'Request not found', output: '', tip: expect.any(String) },
  });
});

test.each([
  [{ prompt: undefined }, 'prompt is required'],
  [{ prompt: 5 }, 'prompt must be a string'],
  [{ model_id: undefined }, 'model_id is required'],
  [{ model_id: 'nope' }, 'Model not found: nope'],
  [{ width: 248 }, 'width must be between 256 and 1024'],
  [{ height: 1032 }, 'height must be between 256 and 1024'],
  [{ height: 260 }, 'height must be divisible by 8'],
  [{ samples: 5 }, 'samples must be between 1 and 4'],
  [{ samples: 0 }, 'samples must be between 1 and 4'],
  [{ guidance_scale: 21 }, 'guidance_scale must be between 1 and 20'],
  [{ seed: 1.5 }, 'seed must be an integer'],
])('what the service refuses is refused in its words, and makes no job: %j', async (change, message) => {
  const modelslab = await startService();
  expect(await submit(modelslab, change)).toStrictEqual({ status: 400, body: { status: 'error', message } });
  expect(modelslab.jobs()).toStrictEqual([]);
});

test('numbers as text and booleans as words are taken, as the vendor sends them', async () => {
  const modelslab = await startService();
  const words = { width: '512', height: '256', samples: '1', seed: null, safety_checker: 'yes', model_id: 'sdxl' };
  const { body } = await submit(modelslab, words);
  expect(body).toMatchObject({ meta: { W: 512, H: 256, safety_checker: 'yes', seed: expect.any(Number) } });
});

test('prompts are rewritten in meta unless that is turned off or the model cannot', async () => {
  const modelslab = await startService();
  const promptOf = async (change: object) => (await submit(modelslab, { ...change })).body;
  expect(await promptOf({ model_id: 'sdxl' })).not.toMatchObject({ meta: { prompt: ORDER.prompt } });
  expect(await promptOf({ model_id: 'sdxl', enhance_prompt: false })).toMatchObject({ meta: { prompt: ORDER.prompt } });
  expect(await promptOf({ model_id: 'flux' })).toMatchObject({ meta: { prompt: ORDER.prompt } });
});

test('a body that is no JSON, and a path that is none, are told so in JSON', async () => {
  const { apiUrl } = await startService();
  const broken = await post(`${apiUrl}/v6/images/text2img`, '{');
  expect(broken).toStrictEqual({ status: 400, body: { status: 'error', message: 'Invalid API Request' } });
  expect(await post(`${apiUrl}/v6/nothing`, {})).toMatchObject({ status: 404, body: { status: 'error' } });
});
