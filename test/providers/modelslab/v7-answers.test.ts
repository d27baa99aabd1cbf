import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { complaintsOf } from '#domain/complaints.ts';
import { model as modelShape } from '#domain/model.ts';
import { pollDelayMs } from '#providers/modelslab/cadence.ts';
import { MODELS } from '#providers/modelslab/roster.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fixture } from './bench.ts';
import { audioAs, imageAs, order, orderOf } from './order.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

describe('a task of version 7', () => {
  it('is asked about at the address that the answer names', async () => {
    service.answer(200, fixture('submit-queued-v7.json', service.origin));
    const { submission } = await order(service, { model: 'sora-2', prompt: 'a heron' });
    const pollUrl = `${service.apiUrl}/v7/video-fusion/fetch/7001`;
    const task = { family: 'v7-video', taskId: '7001', pollUrl };
    expect(submission).toStrictEqual({ outcome: 'accepted', task, etaMs: 35_000 });
    await connect(service.apiUrl).poll(task);
    expect(service.seen.at(-1)?.path).toBe('/api/v7/video-fusion/fetch/7001');
  });

  it.each([
    ['v7-images', 'images'],
    ['v7-video', 'video-fusion'],
    ['v7-voice', 'voice'],
    ['v7-text', 'voice'],
  ])('of family %s is asked about in group %s where no address was named', async (family, group) => {
    service.answer(200, fixture('fetch-processing.json'));
    expect(await connect(service.apiUrl).poll({ family, taskId: '7/1' })).toStrictEqual({ outcome: 'running' });
    expect(service.seen.at(-1)?.path).toBe(`/api/v7/${group}/fetch/7%2F1`);
  });

  it('may be an image that is done at once', async () => {
    service.answer(200, fixture('submit-finished-at-once.json'));
    const { submission } = await order(service, { model: 'imagen-3', prompt: 'a heron' });
    expect(submission).toMatchObject({ outcome: 'settled', task: { family: 'v7-images' }, settlement: { seed: 977 } });
  });

  it('may be a transcript in words, or in a file', async () => {
    const poll = () => connect(service.apiUrl).poll({ family: 'v7-text', taskId: '34' });
    service.answer(200, fixture('fetch-done-transcript-in-words.json'));
    expect(await poll()).toStrictEqual({
      outcome: 'settled',
      settlement: { outcome: 'succeeded', sources: [], text: 'Hello from the lighthouse.' },
    });
    service.answer(200, fixture('fetch-done-transcript.json'));
    expect(await poll()).toMatchObject({ settlement: { sources: [{ text: true }] } });
  });

  it('that is refused says why', async () => {
    service.answer(403, fixture('error-premium-feature.json'));
    const { submission } = await order(service, { model: 'veo3', prompt: 'a heron' });
    expect(submission).toMatchObject({ outcome: 'refused', failure: { reason: 'provider_account' } });
  });

  it('that makes a video is asked about more rarely than one that makes an image', () => {
    const wait = (family: string) => pollDelayMs(5, { family, expectsCallback: true });
    expect(wait('v7-video')).toBeGreaterThan(wait('v7-images'));
  });
});

describe('the catalogue refuses before anything is sent', () => {
  it('a length that a model does not make', () => {
    const { request, model } = orderOf({ model: 'sora-2', prompt: 'x' });
    expect(complaintsOf({ ...request, options: { duration: 5 } }, model)).toMatchObject([{ name: 'duration' }]);
  });

  it('a recording of 30 s for a portrait that speaks, which takes less', () => {
    const inputs = [imageAs('image'), audioAs('audio')];
    const { request, model } = orderOf({ model: 'omni-human', inputs });
    const long = request.inputs.map((each) =>
      each.role === 'audio' ? { ...each, file: { ...each.file, seconds: 30 } } : each,
    );
    expect(complaintsOf({ ...request, inputs: long }, model)).toMatchObject([{ role: 'audio', problem: 'too_long' }]);
  });

  it('a third image where two are taken', () => {
    const inputs = [imageAs('image'), imageAs('reference', 'b.png')];
    const { request, model } = orderOf({ model: 'nano-banana', prompt: 'x', inputs });
    const three = [...request.inputs, ...request.inputs.slice(1)];
    expect(complaintsOf({ ...request, inputs: three }, model)).toMatchObject([{ problem: 'too_many' }]);
  });
});

describe('the roster', () => {
  it('names every model once, in the shape that the catalogue stores', () => {
    expect(new Set(MODELS.map(({ id }) => id)).size).toBe(MODELS.length);
    for (const each of MODELS) expect(modelShape.safeParse(each).error).toBeUndefined();
  });
});
