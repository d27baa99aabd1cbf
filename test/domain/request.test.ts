import { describe, expect, test } from 'vitest';
import { ASPECTS, IMAGE_COUNT_MAX, PROMPT_MAX_CHARACTERS, request, SEED_MAX } from '#domain/request.ts';

const asked = {
  kind: 'image',
  prompt: 'a bower of blue things',
  model: 'flux',
  aspect: '1:1',
  count: 1,
  seed: 0,
  nsfwAllowed: false,
};

const takes = (change: object) => request.safeParse({ ...asked, ...change }).success;

describe('a request for images', () => {
  test('is taken as it is', () => {
    expect(request.parse(asked)).toStrictEqual(asked);
    expect(request.parse({ ...asked, negativePrompt: 'red' })).toStrictEqual({ ...asked, negativePrompt: 'red' });
  });

  test('may reach every limit', () => {
    for (const aspect of ASPECTS) expect(takes({ aspect })).toBe(true);
    for (const count of [1, IMAGE_COUNT_MAX]) expect(takes({ count })).toBe(true);
    for (const seed of [0, SEED_MAX]) expect(takes({ seed })).toBe(true);
    for (const prompt of ['x', 'x'.repeat(PROMPT_MAX_CHARACTERS)]) expect(takes({ prompt })).toBe(true);
    for (const model of ['x', 'x'.repeat(100), 'black-forest-labs/flux-1.1:pro']) expect(takes({ model })).toBe(true);
  });

  test.each([
    ['an empty prompt', { prompt: '' }],
    ['a prompt of blanks', { prompt: ' \n ' }],
    ['a prompt too long', { prompt: 'x'.repeat(PROMPT_MAX_CHARACTERS + 1) }],
    ['a negative prompt too long', { negativePrompt: 'x'.repeat(PROMPT_MAX_CHARACTERS + 1) }],
    ['an empty negative prompt', { negativePrompt: '' }],
    ['an aspect nobody offers', { aspect: '5:4' }],
    ['no image', { count: 0 }],
    ['too many images', { count: IMAGE_COUNT_MAX + 1 }],
    ['half an image', { count: 1.5 }],
    ['a negative seed', { seed: -1 }],
    ['a seed too large', { seed: SEED_MAX + 1 }],
    ['an empty model', { model: '' }],
    ['a model with blanks', { model: 'flux pro' }],
    ['a model too long', { model: 'x'.repeat(101) }],
    ['a kind nobody makes', { kind: 'sculpture' }],
    ['a field nobody knows', { steps: 30 }],
    ['a missing field', { seed: undefined }],
  ])('is refused with %s', (_problem, change) => {
    expect(takes(change)).toBe(false);
  });

  test('loses the blanks around its prompts', () => {
    const trimmed = request.parse({ ...asked, prompt: '  blue ', negativePrompt: ' red  ' });
    expect(trimmed).toMatchObject({ prompt: 'blue', negativePrompt: 'red' });
  });
});
