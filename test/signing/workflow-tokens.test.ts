import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTrackIds } from '#signing/track-ids.ts';
import { createWorkflowTokens } from '#signing/workflow-tokens.ts';

const SECRET = 'a secret of more than thirty-two characters: ü';
const OTHER = 'another secret of more than thirty-two characters';

const tokens = createWorkflowTokens([SECRET]);

test.each(['17', 'my-workflow_2', 'with.dots.in.it', 'ünïcode'])(
  'a token carries its workflow there and back: %s',
  (id) => {
    expect(tokens.verify(tokens.mint(id))).toBe(id);
  },
);

test('every change of a single character is rejected', () => {
  const minted = tokens.mint('workflow-17');
  const accepted = [...minted].flatMap((right, place) =>
    [...'0123456789abcXYZ_-.= \n']
      .filter((wrong) => wrong !== right)
      .map((wrong) => minted.slice(0, place) + wrong + minted.slice(place + 1))
      .filter((changed) => tokens.verify(changed) !== undefined),
  );
  expect(accepted).toStrictEqual([]);
});

test.each(['', '.', 'workflow', 'workflow.', '.abc'])('what carries no signature is rejected: %j', (token) => {
  expect(tokens.verify(token)).toBeUndefined();
});

test('the first secret signs, all verify, none at all is refused', () => {
  const rotated = createWorkflowTokens([OTHER, SECRET]);
  expect(rotated.verify(tokens.mint('17'))).toBe('17');
  expect(rotated.mint('17')).toBe(createWorkflowTokens([OTHER]).mint('17'));
  expect(tokens.verify(rotated.mint('17'))).toBeUndefined();
  expect(() => createWorkflowTokens([])).toThrow('at least one secret');
});

test('a track id of the same secret is no workflow token', () => {
  const track = { userId: '1', kind: 'workflow', channelId: '2', jobId: '01k' } as const;
  const trackId = createTrackIds([SECRET]).mint(track);
  const at = trackId.lastIndexOf('_');
  expect(tokens.verify(trackId)).toBeUndefined();
  expect(tokens.verify(`${trackId.slice(0, at)}.${trackId.slice(at + 1)}`)).toBeUndefined();
});

test('nor is anything else that is signed by the same secret', () => {
  const mac = createHmac('sha256', SECRET).update('17').digest('base64url');
  expect(tokens.verify(`17.${mac}`)).toBeUndefined();
});
