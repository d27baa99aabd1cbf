import { describe, expect, test } from 'vitest';
import { FAILURE_REASONS, FAILURE_RULES, failure } from '#domain/failure.ts';

describe('failures', () => {
  test('every reason has a rule, and every rule a reason', () => {
    expect(Object.keys(FAILURE_RULES).sort()).toStrictEqual([...FAILURE_REASONS].sort());
  });

  test.each(FAILURE_REASONS)('%s tells the member something of its own, in whole sentences', (reason) => {
    const { text } = FAILURE_RULES[reason];
    expect(text).toMatch(/^[A-Z].{20,180}\.$/);
    const sharing = FAILURE_REASONS.filter((other) => FAILURE_RULES[other].text === text);
    expect(sharing).toStrictEqual([reason]);
  });

  test('nothing is charged for that made no result', () => {
    const charged = FAILURE_REASONS.filter((reason) => FAILURE_RULES[reason].charged);
    expect(charged).toStrictEqual(['result_unreachable']);
  });

  test('a reason outside the list is none', () => {
    expect(failure.safeParse({ reason: 'bored' }).success).toBe(false);
    expect(failure.parse({ reason: 'expired', detail: 'x' })).toStrictEqual({ reason: 'expired', detail: 'x' });
  });
});
