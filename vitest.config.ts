import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Whatever starts the real bot, or fills both cores by itself. */
const END_TO_END = ['test/e2e/**/*.test.ts', 'test/crash/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['test/**/*.test.ts'],
          exclude: END_TO_END,
          // Two even on two cores, where the default is one: these tests wait for sockets and disks for much of their time.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: END_TO_END,
          // Each file starts the real bot and perhaps a browser: two at a time would starve each other on two cores.
          maxWorkers: 1,
          // The longest of them restarts the bot several times; machines may be slow and shared.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // After the rooms: what is wrong in one of them is told there first, and more precisely.
          sequence: { groupOrder: 2 },
        },
      },
    ],
    // Generous on purpose: a test waits for events, so only one that is broken takes this long.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
