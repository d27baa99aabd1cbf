import { describe, expect, it } from 'vitest';
import type { Task } from '#domain/job.ts';
import { readEnvelope } from '#providers/modelslab/envelope.ts';
import { createFetchUrls } from '#providers/modelslab/fetch-result.ts';

const API = 'https://modelslab.com/api';
const { taskIn, questionOf } = createFetchUrls(API);

/** Where a task is asked for, below the API. */
function urlOf(task: Task): string {
  const { path, url } = questionOf(task, undefined);
  return url ?? `${API}/${path}`;
}

const pollUrlFor = (fetch_result: unknown) => {
  const envelope = readEnvelope({ id: 5, fetch_result });
  return envelope && taskIn(envelope, 'images')?.pollUrl;
};

describe('the address in fetch_result', () => {
  it.each(['/v6/images/fetch/5', '/v6/voice/fetch/5', '/v7/video-fusion/fetch/abc-1', '/v6/images/fetch/5/'])(
    'is taken when it lies below the configured API: %s',
    (path) => {
      expect(pollUrlFor(API + path)).toBe(API + path);
    },
  );

  it('is taken without query and fragment', () => {
    expect(pollUrlFor(`${API}/v6/images/fetch/5?key=abc#x`)).toBe(`${API}/v6/images/fetch/5`);
  });

  it.each([
    'https://evil.example/api/v6/images/fetch/5',
    'http://modelslab.com/api/v6/images/fetch/5',
    'https://modelslab.com:8443/api/v6/images/fetch/5',
    'https://modelslab.com.evil.example/api/v6/images/fetch/5',
    'https://modelslab.com@evil.example/api/v6/images/fetch/5',
    'https://evil.example\\@modelslab.com/api/v6/images/fetch/5',
    '//evil.example/api/v6/images/fetch/5',
    'https://modelslab.com/other/v6/images/fetch/5',
    'https://modelslab.com/api/../steal/fetch/5',
    'https://modelslab.com/api/v3/dreambooth/buy_model',
    'https://modelslab.com/api/v6/images/fetch/',
    'file:///api/v6/images/fetch/5',
    'nonsense',
    '',
    null,
    5,
    ['https://modelslab.com/api/v6/images/fetch/5'],
  ])('is not taken: %j', (fetchResult) => {
    expect(pollUrlFor(fetchResult)).toBeUndefined();
  });

  it('may name another number than the id, and is trusted for the question', () => {
    const envelope = readEnvelope({ id: 5, fetch_result: `${API}/v6/images/fetch/6` });
    expect(envelope && taskIn(envelope, 'images')).toStrictEqual({
      family: 'images',
      taskId: '5',
      pollUrl: `${API}/v6/images/fetch/6`,
    });
  });
});

describe('the number of a task', () => {
  it('is the one in meta where there is no other', () => {
    const envelope = readEnvelope({ meta: { id: '147' } });
    expect(envelope && taskIn(envelope, '3d')).toStrictEqual({ family: '3d', taskId: '147' });
  });

  it('cannot be had from nothing', () => {
    const envelope = readEnvelope({ id: '', fetch_result: 'https://evil.example/api/v6/images/fetch/5' });
    expect(envelope && taskIn(envelope, 'images')).toBeUndefined();
  });
});

describe('the address of a stored task', () => {
  it('is the stored one only while it lies below the configured API', () => {
    const task = { family: 'images', taskId: '5' };
    expect(urlOf({ ...task, pollUrl: `${API}/v6/whisper/fetch/5` })).toBe(`${API}/v6/whisper/fetch/5`);
    expect(urlOf({ ...task, pollUrl: 'https://old.example/api/v6/images/fetch/5' })).toBe(`${API}/v6/images/fetch/5`);
    expect(urlOf(task)).toBe(`${API}/v6/images/fetch/5`);
  });

  it('keeps a number from reaching other paths', () => {
    expect(urlOf({ family: 'images', taskId: '5/../../v3/delete_image' })).toBe(
      `${API}/v6/images/fetch/5%2F..%2F..%2Fv3%2Fdelete_image`,
    );
  });

  it('is that of its family where the family has one, but for an address that the service named', () => {
    const poll = ({ taskId }: Task) => ({ method: 'GET', path: `v1/runs/${taskId}` }) as const;
    const task = { family: 'workflow', taskId: '5' };
    expect(questionOf(task, poll)).toStrictEqual({ method: 'GET', path: 'v1/runs/5' });
    expect(questionOf({ ...task, pollUrl: `${API}/v6/images/fetch/9` }, poll)).toMatchObject({
      url: `${API}/v6/images/fetch/9`,
    });
    expect(questionOf({ ...task, pollUrl: 'https://evil.example/fetch/9' }, poll)).not.toHaveProperty('url');
  });
});
