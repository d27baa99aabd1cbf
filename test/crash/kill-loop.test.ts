import { expect, test } from 'vitest';
import { tempDir } from '#test/support/temp-dir.ts';
import { runKillLoop } from './kill-loop/kill-loop.ts';
import type { Point, Protection } from './kill-loop/points.ts';
import { faultsOf } from './kill-loop/table.ts';

const SEED = 20_261_121;

// Some 50 s on two free cores; they may be shared.
test('sixty kills, one at least at every point, lose no job, double no message and submit nothing twice', {
  timeout: 400_000,
}, async () => {
  const report = await runKillLoop({ dir: await tempDir(), kills: 60, jobs: 150, seed: SEED });
  expect(faultsOf(report)).toEqual([]);
  expect(report.kills).toBe(60);
  expect(report.jobs).toBeGreaterThan(75);
});

type Control = {
  readonly without: Protection;
  readonly points: readonly Point[];
  readonly found: 'lost' | 'doubled' | 'submittedTwice';
};

const CONTROLS: readonly Control[] = [
  { without: 'nonce and look', points: ['message made, not answered'], found: 'doubled' },
  { without: 'look before repeat', points: ['message made, not answered'], found: 'doubled' },
  { without: 'mark after post', points: ['before messenger.post'], found: 'lost' },
  { without: 'unknown fate', points: ['submit taken, not answered'], found: 'submittedTwice' },
];

test.each(CONTROLS)('without «$without» the count finds what is $found', { timeout: 120_000 }, async (control) => {
  const { without, points, found } = control;
  // Where Discord still knew the nonce, nobody would have to look.
  const longOutagePercent = without === 'look before repeat' ? 100 : 0;
  const dir = await tempDir();
  const report = await runKillLoop({ dir, kills: 3, jobs: 9, seed: SEED, without, points, longOutagePercent });
  expect(report[found]).not.toEqual([]);
  expect(report).toMatchObject({ open: 0, owed: 0 });
});
