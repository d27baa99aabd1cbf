import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { complaintsOf } from '#domain/complaints.ts';
import type { Task } from '#domain/job.ts';
import { pollDelayMs } from '#providers/modelslab/cadence.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { callbackOf, connect, fixture, KEY, WEBHOOK } from './bench.ts';
import { imageAs, order, orderOf } from './order.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
  service.answer(200, fixture('submit-training.json'));
});
afterEach(() => service[Symbol.asyncDispose]());

const TASK: Task = { family: 'training', taskId: 'F5jvdzGnYi' };

const examples = (count: number) => Array.from({ length: count }, (_, index) => imageAs('example', `${index}.png`));
const addresses = (count: number) => examples(count).map(({ url }) => url);

const ABOUT = { trigger: 'photo of zxk9 man', subject: 'photo of a man' };

describe('the body of a training, without a track id, is exactly this', () => {
  it('for a LoRA: every number as text', async () => {
    const { sent } = await order(service, { model: 'lora', options: { ...ABOUT, seed: 7 }, inputs: examples(8) });
    expect(sent).toMatchObject({ method: 'POST', path: '/api/v3/lora_fine_tune' });
    expect(sent.body).toStrictEqual({
      key: KEY,
      instance_prompt: 'photo of zxk9 man',
      class_prompt: 'photo of a man',
      images: addresses(8),
      training_type: 'men',
      max_train_steps: '16',
      seed: '7',
      webhook: WEBHOOK,
    });
  });

  it('for the older way', async () => {
    const options = { trigger: 'photo of zxk9 mug', subject: 'photo of a mug' };
    const { sent } = await order(service, { model: 'dreambooth', options, inputs: examples(7) });
    expect(sent.path).toBe('/api/v3/fine_tune');
    expect(sent.body).toStrictEqual({
      key: KEY,
      instance_prompt: 'photo of zxk9 mug',
      class_prompt: 'photo of a mug',
      images: addresses(7),
      training_type: 'null',
      max_train_steps: '700',
      base_model_id: 'realistic-vision-51',
      webhook: WEBHOOK,
    });
  });

  it.each([
    [1, '10'],
    [5, '10'],
    [6, '12'],
    [10, '20'],
  ])('with %i images, it takes %s steps', async (count, max_train_steps) => {
    const { sent } = await order(service, { model: 'lora', options: ABOUT, inputs: examples(count) });
    expect(sent.body).toMatchObject({ max_train_steps });
  });

  it.each([
    ['photo of a woman', 'women'],
    ['photo of a Man', 'men'],
    ['a couple of a man and a woman', 'couple'],
    ['photo of a dog', 'null'],
    ['photo of a mannequin', 'null'],
  ])('of %j, the type is %s', async (subject, training_type) => {
    const { sent } = await order(service, { model: 'lora', options: { ...ABOUT, subject }, inputs: examples(2) });
    expect(sent.body).toMatchObject({ training_type });
  });
});

it('without its two names a training is refused before it costs a dollar', () => {
  const { request, model } = orderOf({ model: 'lora', options: ABOUT, inputs: examples(2) });
  expect(model.priceMicroUsd).toBe(1_000_000);
  expect(complaintsOf({ ...request, options: {} }, model)).toStrictEqual([
    { about: 'option', name: 'trigger', problem: 'missing' },
    { about: 'option', name: 'subject', problem: 'missing' },
  ]);
});

describe('a submit', () => {
  const submit = async () => (await order(service, { model: 'lora', options: ABOUT, inputs: examples(2) })).submission;

  it('is taken under its training id, though it has no other, and says "success" long before it is one', async () => {
    expect(await submit()).toStrictEqual({ outcome: 'accepted', task: TASK });
  });

  it.each([200, 400])('is refused under HTTP %i in the misspelt field', async (status) => {
    service.answer(status, { status: 'error', messege: 'The images field is required.', code: 12 });
    expect(await submit()).toStrictEqual({
      outcome: 'refused',
      failure: { reason: 'invalid_input', detail: 'The images field is required.' },
    });
  });

  it('is refused, too, when the refusal names an id', async () => {
    service.answer(200, { status: 'error', messege: 'Insufficient credits', training_id: 'F5jvdzGnYi' });
    expect(await submit()).toMatchObject({ outcome: 'refused', failure: { reason: 'provider_account' } });
  });

  it('is of unknown fate when it succeeds without an id', async () => {
    service.answer(200, { status: 'success', messege: 'deploying_gpu' });
    expect(await submit()).toMatchObject({ outcome: 'unknown' });
  });
});

describe('a poll', () => {
  const poll = async (file: string, status = 200) => {
    service.answer(status, fixture(file));
    return connect(service.apiUrl).poll(TASK);
  };
  const READY = { outcome: 'settled', settlement: { outcome: 'succeeded', sources: [], text: 'F5jvdzGnYi' } };

  it('asks by training id', async () => {
    await poll('training-status-running.json');
    expect(service.seen[0]).toMatchObject({ path: '/api/v3/fine_tune_status/F5jvdzGnYi', body: { key: KEY } });
  });

  it('is progress until the model is ready, and then its result is the id of the new model', async () => {
    expect(await poll('submit-training.json')).toStrictEqual({ outcome: 'running' });
    expect(await poll('training-status-running.json')).toStrictEqual({ outcome: 'running' });
    expect(await poll('training-status-ready.json')).toStrictEqual(READY);
    expect(await poll('training-status-other-field.json')).toStrictEqual(READY);
  });

  it('is a failure when its stage says so', async () => {
    expect(await poll('training-status-failed.json')).toMatchObject({
      outcome: 'settled',
      settlement: { outcome: 'failed', failure: { reason: 'provider_down', detail: 'training_failed' } },
    });
  });

  it.each([200, 404])('is a failure when the training is not known, under HTTP %i', async (status) => {
    expect(await poll('training-not-found.json', status)).toMatchObject({ settlement: { outcome: 'failed' } });
  });

  it('is no news when the service is at fault', async () => {
    expect(await poll('gateway-502.html', 502)).toMatchObject({ outcome: 'unreachable' });
    expect(await poll('training-status-ready.json', 500)).toMatchObject({ outcome: 'unreachable' });
  });

  it('comes once a minute', () => {
    const waits = [0, 1, 20].map((poll) => pollDelayMs(poll, { family: 'training', expectsCallback: false }));
    expect(waits).toStrictEqual([60_000, 60_000, 60_000]);
  });
});

describe('of several callbacks', () => {
  const read = (body: string) => connect(service.apiUrl).readCallback(callbackOf(body));

  it('only the one about the model being ready ends the training', () => {
    expect(read(fixture('webhook-training-stage.json'))).toStrictEqual({ news: 'progress' });
    expect(read(fixture('webhook-training-ready.json'))).toStrictEqual({
      news: 'ended',
      taskId: 'F5jvdzGnYi',
      settlement: { outcome: 'succeeded', sources: [], text: 'F5jvdzGnYi' },
    });
  });

  it('one that reports an error ends it, whatever its stage', () => {
    expect(read(fixture('webhook-training-error.json'))).toStrictEqual({
      news: 'ended',
      taskId: 'F5jvdzGnYi',
      settlement: { outcome: 'failed', failure: { reason: 'provider_down', detail: 'CUDA error' } },
    });
  });

  it('one that names no model is left for a poll, which knows the name', () => {
    expect(read('{"status":"success","training_status":"model_ready"}')).toMatchObject({ news: 'nonsense' });
  });

  it('one about a cancelled training says so', () => {
    expect(read('{"status":"success","training_status":"training_cancelled","model_id":"F5"}')).toMatchObject({
      settlement: { outcome: 'failed', failure: { reason: 'cancelled' } },
    });
  });
});

describe('a cancellation', () => {
  const cancelled = async () => {
    await connect(service.apiUrl).cancel?.(TASK);
    return service.seen.map(({ path, body }) => ({ path, body }));
  };

  it('is asked in the spelling of the OpenAPI file', async () => {
    service.answer(200, { status: 'success', messege: 'cancelled' });
    expect(await cancelled()).toStrictEqual([{ path: '/api/v3/cancel_training/F5jvdzGnYi', body: { key: KEY } }]);
  });

  it('is asked in the spelling of the page where the first is not known', async () => {
    service.answer(404, '<html></html>');
    expect((await cancelled()).map(({ path }) => path)).toStrictEqual([
      '/api/v3/cancel_training/F5jvdzGnYi',
      '/api/v3/cancle_training/F5jvdzGnYi',
    ]);
  });
});
