import { describe, expect, test } from 'vitest';
import { failureMessage } from '#discord/render/failure.ts';
import { kindWords, optionWords, subject, USE_NOUNS } from '#discord/render/request-words.ts';
import { resultMessage } from '#discord/render/result.ts';
import { statusCard } from '#discord/render/status-card.ts';
import { OPTION_NAMES } from '#domain/options.ts';
import { USES } from '#domain/use.ts';
import { failedJob, inputsOf, promptless, queuedJob, succeededJob } from '#test/discord/support/jobs.ts';

describe.each(USES)('a job of /%s', (use) => {
  const noun = USE_NOUNS[use];

  test('is called by one noun in its result, its failure and its card', () => {
    const request = { use };
    const files = { fates: [], unreachable: 0, limitBytes: undefined, linksUntil: 0 };
    const result = resultMessage(succeededJob({ request }), files);
    expect(result.content).toContain(`your ${noun} is ready.`);
    const failure = failureMessage(failedJob('provider_down', { request }), { reason: 'provider_down' });
    expect(failure.content).toContain(`your ${noun} could not be made.`);
    expect(statusCard(succeededJob({ request })).content).toContain(`-# ${noun}: done`);
    expect(kindWords(queuedJob({ request }))).toContain(noun);
  });
});

test('the kind is said once where the noun says it already', () => {
  const said = (use: (typeof USES)[number]) => kindWords(queuedJob({ request: { use } }));
  expect([said('imagine'), said('removebg'), said('music'), said('workflow')]).toStrictEqual([
    'image',
    'edit: cut-out',
    'audio: music',
    'workflow',
  ]);
});

test('settings are said in a word or two each, in an order of their own', () => {
  const options = {
    format: 'glb',
    quality: 'high',
    scale: 4,
    guide: 'its edges',
    language: 'en',
    voice: 'Ada',
    instrumental: true,
    sound: true,
    resolution: '720p',
    duration: 5,
    count: 2,
    aspect: '16:9',
  } as const;
  expect(optionWords(options)).toStrictEqual([
    '16:9',
    '2 files',
    '5 s',
    '720p',
    'with sound',
    'instrumental',
    'voice Ada',
    'en',
    'guided by its edges',
    '4×',
    'high quality',
    'glb',
  ]);
});

test('what goes without saying is not said', () => {
  expect(optionWords({ count: 1, instrumental: false, sound: false })).toStrictEqual(['silent']);
  expect(optionWords({})).toStrictEqual([]);
});

test('long texts, numbers for experts and a workflow’s values are not among the settings', () => {
  const options = { negative: 'red', seed: 1, strength: 0.5, lyrics: 'la', style: 'folk', values: { steps: 3 } };
  expect(optionWords(options)).toStrictEqual([]);
  expect(OPTION_NAMES).toEqual(expect.arrayContaining(Object.keys(options)));
});

test('a word that looks like markup is shown as it was typed, and clipped', () => {
  expect(optionWords({ voice: '**loud**' })).toStrictEqual(['voice \\*\\*loud\\*\\*']);
  expect(optionWords({ language: 'x'.repeat(100) })[0]?.length).toBeLessThanOrEqual(60);
});

test('a request is known by its prompt, else by its lyrics, else by its files', () => {
  const inputs = inputsOf('a.png', 'b.png');
  const { request } = queuedJob({ request: { inputs, options: { lyrics: 'la la' } } });
  const { request: bare } = promptless(queuedJob({ request: { inputs, options: {} } }));
  expect(subject(request)).toBe('a bower of blue things');
  expect(subject({ ...bare, options: { lyrics: 'la la' } })).toBe('la la');
  expect(subject(bare)).toBe('a.png, b.png');
  expect(subject({ ...bare, inputs: [] })).toBeUndefined();
});
