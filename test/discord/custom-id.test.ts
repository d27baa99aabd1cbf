import { expect, test } from 'vitest';
import { BUTTON_ACTIONS, customId, parseCustomId } from '#discord/custom-id.ts';
import { JOB_ID } from './support/jobs.ts';

test.each(BUTTON_ACTIONS)('a button says what it does to which job, and is understood again: %s', (action) => {
  const id = customId(action, JOB_ID);
  expect(id.length).toBeLessThanOrEqual(100);
  expect(parseCustomId(id)).toStrictEqual({ action, jobId: JOB_ID });
});

test.each([
  '',
  'cancel',
  `bb2:cancel:${JOB_ID}`,
  `bb1:delete:${JOB_ID}`,
  `bb1:toString:${JOB_ID}`,
  `bb1:cancel:${JOB_ID}x`,
  `bb1:cancel:${JOB_ID.toUpperCase()}`,
  `bb1:cancel:${JOB_ID}\n`,
  ` bb1:cancel:${JOB_ID}`,
  `bb1:cancel:${JOB_ID}:more`,
])('a foreign button is not taken for one of ours: %j', (id) => {
  expect(parseCustomId(id)).toBeUndefined();
});
