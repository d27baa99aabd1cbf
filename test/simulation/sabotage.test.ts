import { describe, expect, it } from 'vitest';
import { play } from './run.ts';
import { SABOTAGES } from './sabotage/index.ts';

/** Jobs of a world in which a missing protection has to show, and how many worlds are tried. */
const JOBS = 300;
const WORLDS = 6;

describe('a protection that is taken away is missed', () => {
  it.each(SABOTAGES)('$sabotage.name', async ({ sabotage, breaks, rates = {} }) => {
    const broken: string[] = [];
    for (let world = 1; world <= WORLDS && broken.length === 0; world += 1) {
      const { violation } = await play({ seed: `sabotage ${world}`, jobs: JOBS, sabotage, rates });
      if (violation) broken.push(violation.promise);
    }
    expect(broken).toStrictEqual([breaks]);
  });
});
