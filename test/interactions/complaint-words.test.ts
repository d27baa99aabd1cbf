import { expect, test } from 'vitest';
import type { Complaint } from '#domain/complaints.ts';
import { INPUT_ROLES } from '#domain/input.ts';
import { complaintWords } from '#interactions/complaint-words.ts';
import { FLUX } from '#test/jobs/support/models.ts';

const RULE = { role: 'audio', accepts: ['audio', 'video'], required: true } as const;
const rule = { ...RULE, accepts: [...RULE.accepts], most: 2, maxBytes: 1_572_864, minSeconds: 3, maxSeconds: 30 };

test.each<[Complaint, string]>([
  [{ about: 'use' }, 'It is made for something else'],
  [{ about: 'nsfw' }, 'age-restricted channels only'],
  [{ about: 'prompt', problem: 'missing' }, '**prompt**: it needs one.'],
  [{ about: 'prompt', problem: 'not_taken' }, '**prompt**: it takes none.'],
  [{ about: 'prompt', problem: 'too_long', maxCharacters: 800 }, '**prompt**: at most 800 characters.'],
  [{ about: 'option', name: 'trigger', problem: 'missing' }, '**trigger**: it needs this.'],
  [{ about: 'option', name: 'seed', problem: 'not_taken' }, '**seed**: it does not take this; leave it out.'],
  [
    { about: 'option', name: 'duration', problem: 'out_of_bounds', limit: { oneOf: [5, 10] } },
    '**duration**: it takes 5, 10.',
  ],
  [
    { about: 'option', name: 'count', problem: 'out_of_bounds', limit: { min: 1, max: 2 } },
    '**count**: it takes 1 to 2.',
  ],
  [
    { about: 'option', name: 'lyrics', problem: 'out_of_bounds', limit: { maxCharacters: 9 } },
    '**lyrics**: it takes at most 9 characters.',
  ],
  [{ about: 'input', role: 'audio', problem: 'missing' }, '**recording**: it needs one.'],
  [{ about: 'input', role: 'mask', problem: 'not_taken' }, '**mask**: it takes none.'],
  [{ about: 'input', role: 'audio', problem: 'too_many', rule }, '**recording**: at most 2.'],
  [{ about: 'input', role: 'audio', problem: 'wrong_type', rule }, '**recording**: must be audio or video.'],
  [{ about: 'input', role: 'audio', problem: 'too_large', rule }, '**recording**: at most 1.5 MiB.'],
  [
    { about: 'input', role: 'image', problem: 'too_small', rule: { ...rule, minSide: 300 } },
    '**image**: at least 300 pixels on each side.',
  ],
  [{ about: 'input', role: 'audio', problem: 'too_short', rule }, '**recording**: at least 3 seconds.'],
  [{ about: 'input', role: 'audio', problem: 'too_long', rule }, '**recording**: at most 30 seconds.'],
])('a refusal says what the model can do: %j', (complaint, words) => {
  const [first, second] = complaintWords([complaint], FLUX).split('\n');
  expect(first).toBe('**Flux** cannot do this. Nothing was sent and nothing was charged.');
  expect(second).toContain(words);
});

test.each(INPUT_ROLES)('every file has a name that people use: %s', (role) => {
  expect(complaintWords([{ about: 'input', role, problem: 'missing' }], FLUX)).toMatch(/\*\*[a-z ]+\*\*: it needs one/);
});

test('of many choices a dozen are told, and that there are more', () => {
  const limit = { oneOf: Array.from({ length: 40 }, (_, at) => `v${at}`) };
  const words = complaintWords([{ about: 'option', name: 'voice', problem: 'out_of_bounds', limit }], FLUX);
  expect(words).toContain('v10, v11 and more.');
  expect(words).not.toContain('v12');
});

test('what a service calls its models and choices takes no effect', () => {
  const limit = { oneOf: ['_a_', '[x](https://evil.test)'] };
  const complaint = { about: 'option', name: 'voice', problem: 'out_of_bounds', limit } as const;
  const words = complaintWords([complaint], { ...FLUX, label: '**x** <@1>' });
  expect(words).toContain('**\\*\\*x\\*\\* \\<@1>** cannot');
  expect(words).toContain('\\_a\\_, \\[x\\](https\\://evil.test).');
});
