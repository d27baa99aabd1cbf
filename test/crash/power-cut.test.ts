import { expect, test } from 'vitest';
import { whyNoPretendDisk } from '#sandbox/disk/pretend-disk.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { cutPower } from './power-cut/power-cut.ts';

const trouble = whyNoPretendDisk();
const why = trouble === undefined ? '' : ` (skipped: ${trouble})`;

// Some 4 s on a free machine.
const TIMEOUT = { timeout: 120_000 };

const SIZE = { callbacks: 300, images: 600 };

test.skipIf(trouble)(
  `a power cut at any moment damages nothing and loses nothing that was acknowledged${why}`,
  TIMEOUT,
  async () => {
    const report = await cutPower({ dir: await tempDir(), seed: 20_261_121, ...SIZE });
    expect(report).toEqual({ images: SIZE.images, corrupt: 0, lossy: 0, worst: 0, details: [] });
  },
);

test.skipIf(trouble)(
  `the same power cuts do lose acknowledged callbacks at synchronous=NORMAL${why}`,
  TIMEOUT,
  async () => {
    const report = await cutPower({ dir: await tempDir(), seed: 20_261_121, synchronous: 'NORMAL', ...SIZE });
    expect(report.corrupt).toBe(0);
    expect(report.lossy).toBeGreaterThan(SIZE.images / 4);
  },
);
