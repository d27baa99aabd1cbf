import { describe, expect, it } from 'vitest';
import { NAMED_SEEDS } from './named-seeds.ts';
import { tellSummary } from './report.ts';
import { play } from './run.ts';

const SEEDS = ['one', 'two', 'three', 'four'];
const JOBS = 500;

describe('whatever is killed, lost, doubled or late', () => {
  it.each(SEEDS)('every promise is kept in world %s', async (seed) => {
    const { violation, counts } = await play({ seed, jobs: JOBS });
    expect(violation).toBeUndefined();
    expect(counts['jobs accepted']).toBeGreaterThanOrEqual(JOBS * 0.95);
    expect(counts['process starts']).toBeGreaterThan(JOBS / 100);
  });

  it.each(NAMED_SEEDS)('it does not happen again: $bug', async ({ bug: _bug, ...world }) => {
    const { violation } = await play(world);
    expect(violation).toBeUndefined();
  });
});

describe('a seed', () => {
  it('plays the same world every time, to the letter', async () => {
    const shard = { index: 0, seed: 'again', jobs: 150 };
    const first = await play(shard);
    const second = await play(shard);
    const tell = (outcome: typeof first) => tellSummary([{ shard, outcome }], shard);
    expect(tell(second)).toBe(tell(first));
    expect(second).toStrictEqual(first);
  });

  it('plays another world than its neighbour', async () => {
    const [first, second] = [await play({ seed: '1', jobs: 20 }), await play({ seed: '2', jobs: 20 })];
    expect(second.faults).not.toStrictEqual(first.faults);
  });
});
