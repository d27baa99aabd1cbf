import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { callbackOf, connect, fileOf, fixture, KEY, requestOf, submitOf } from './bench.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const WORDS = 'a lighthouse on a rock at dusk';
const FILE = { urls: ['https://pub-3f0c.r2.dev/generations/31-caption', 'https://b.example/31-caption'], text: true };

const submit = () => {
  const request = requestOf({ use: 'edit', model: 'modelslab/caption' });
  return connect(service.apiUrl).submit(submitOf(request, { inputs: [fileOf('image')] }));
};
const poll = () => connect(service.apiUrl).poll({ family: 'caption', taskId: '31' });

describe('a caption', () => {
  it.each([
    ['caption-done-words.json', { sources: [], text: WORDS }],
    ['caption-done-file.json', { sources: [FILE] }],
  ])('is words or a file of words, at once or later: %s', async (file, told) => {
    service.answer(200, fixture(file));
    const settlement = { outcome: 'succeeded', ...told };
    expect(await submit()).toStrictEqual({ outcome: 'settled', task: { family: 'caption', taskId: '31' }, settlement });
    expect(await poll()).toStrictEqual({ outcome: 'settled', settlement });
  });

  it('is asked for where all edits are', async () => {
    service.answer(200, fixture('fetch-processing.json'));
    expect(await poll()).toStrictEqual({ outcome: 'running' });
    expect(service.seen[0]).toMatchObject({ path: '/api/v6/image_editing/fetch/31', body: { key: KEY } });
  });

  it('in a callback, which does not say what it is about, is left for a poll', () => {
    const callback = callbackOf(fixture('caption-done-words.json'));
    expect(connect(service.apiUrl).readCallback(callback)).toMatchObject({ news: 'nonsense' });
  });

  it('of many lines is kept whole, but not without end', async () => {
    service.answer(200, { status: 'success', id: 1, output: ['one', ' ', 'two'] });
    expect(await poll()).toMatchObject({ settlement: { text: 'one\ntwo' } });
    service.answer(200, { status: 'success', id: 1, output: 'x'.repeat(100_000) });
    const answer = await poll();
    expect(answer.outcome === 'settled' && JSON.stringify(answer).length).toBeLessThan(5_000);
  });
});

it('words in place of an image are no image', async () => {
  service.answer(200, fixture('caption-done-words.json'));
  const answer = await connect(service.apiUrl).poll({ family: 'images', taskId: '31' });
  expect(answer).toMatchObject({ outcome: 'doubtful', failure: { reason: 'empty_result' } });
});

it('a file of text is known by its name where the family is not known', () => {
  const body = JSON.stringify({ status: 'success', id: 4, output: ['https://a.example/t.txt?x=1'] });
  expect(connect(service.apiUrl).readCallback(callbackOf(body))).toMatchObject({
    settlement: { sources: [{ urls: ['https://a.example/t.txt?x=1'], text: true }] },
  });
});
