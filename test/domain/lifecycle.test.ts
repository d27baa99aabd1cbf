import { describe, expect, test } from 'vitest';
import { canMove, END_STATES, hasEnded, JOB_STATES, type JobState, statesBefore } from '#domain/lifecycle.ts';

/** The whole life cycle: a row per state, an x where it may become the column's. */
const TABLE = `
             queued submitting running succeeded failed expired cancelled
  queued     .      x          .       x         x      x       x
  submitting x      .          x       x         x      x       x
  running    .      .          .       x         x      x       x
  succeeded  .      .          .       .         .      .       .
  failed     .      .          .       .         .      .       .
  expired    .      .          .       .         .      .       .
  cancelled  .      .          .       .         .      .       .
`;

const [columns = [], ...rows] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

const pairs = rows.flatMap(([from, ...marks]) => marks.map((mark, place) => [from, columns[place], mark === 'x']));

describe('the life of a job', () => {
  test('the table names every state, in order', () => {
    expect(columns).toStrictEqual([...JOB_STATES]);
    expect(rows.map(([from]) => from)).toStrictEqual([...JOB_STATES]);
  });

  test.each(pairs)('from %s to %s: %s', (from, to, allowed) => {
    const [before, after] = [from, to].map((name) => JOB_STATES.find((state) => state === name));
    if (!before || !after) throw new Error('not a state');
    expect(canMove(before, after)).toBe(allowed);
    expect(statesBefore(after).includes(before)).toBe(allowed);
  });

  test('the end states are those that lead nowhere', () => {
    const leadsNowhere = (from: JobState) => JOB_STATES.every((to) => !canMove(from, to));
    expect(JOB_STATES.filter(leadsNowhere)).toStrictEqual([...END_STATES]);
    expect(JOB_STATES.filter(hasEnded)).toStrictEqual([...END_STATES]);
  });

  test('every state can be reached, and every open one can end in any way', () => {
    for (const state of JOB_STATES) expect(statesBefore(state)).not.toStrictEqual([]);
    const open = JOB_STATES.filter((state) => !hasEnded(state));
    for (const end of END_STATES) expect(statesBefore(end)).toStrictEqual(open);
  });
});
