import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fixture, KEY, requestOf, submitOf, TRACK_ID, WEBHOOK } from './bench.ts';
import { at, sentTo } from './sent.ts';

const ENDS = { webhook: WEBHOOK, track_id: TRACK_ID };

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

it('from words: exactly this body, without a model', async () => {
  const options = { aspect: '3:2', count: 3, negative: 'fog', seed: 5 } as const;
  const { path, body } = await sentTo(service, 'realtime', { options });
  expect(path).toBe('v6/realtime/text2img');
  expect(body).toStrictEqual({
    key: KEY,
    prompt: 'a lighthouse at dusk',
    negative_prompt: 'fog',
    width: 1008,
    height: 672,
    samples: 3,
    safety_checker: true,
    seed: 5,
    ...ENDS,
  });
  expect((await sentTo(service, 'realtime')).body).toMatchObject({ width: 1024, height: 1024 });
});

it('from an image: exactly this body', async () => {
  const { path, body } = await sentTo(service, 'realtime', { roles: ['image'], options: { strength: 0.7 } });
  expect(path).toBe('v6/realtime/img2img');
  expect(body).toStrictEqual({
    key: KEY,
    prompt: 'a lighthouse at dusk',
    init_image: at('image'),
    strength: 0.7,
    samples: 1,
    safety_checker: true,
    ...ENDS,
  });
});

it('with a mask: exactly this body', async () => {
  const { path, body } = await sentTo(service, 'realtime-inpaint', { roles: ['mask', 'image'], nsfwAllowed: true });
  expect(path).toBe('v6/realtime/inpaint');
  expect(body).toStrictEqual({
    key: KEY,
    prompt: 'a lighthouse at dusk',
    init_image: at('image'),
    mask_image: at('mask'),
    samples: 1,
    safety_checker: false,
    ...ENDS,
  });
});

it('a queued one is asked for where the answer says, below realtime', async () => {
  service.answer(200, fixture('submit-queued-realtime.json', service.origin));
  const modelslab = connect(service.apiUrl);
  const submission = await modelslab.submit(submitOf(requestOf({ model: 'modelslab/realtime' })));
  const task = { family: 'realtime', taskId: '88120', pollUrl: `${service.apiUrl}/v6/realtime/fetch/88120` };
  expect(submission).toStrictEqual({ outcome: 'accepted', task, etaMs: 35_000 });
  service.answer(200, fixture('fetch-processing.json'));
  await modelslab.poll({ family: 'realtime', taskId: '88120' });
  expect(service.seen.at(-1)?.path).toBe('/api/v6/realtime/fetch/88120');
});
