import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // An end-to-end test starts the real bot process; the machines that run this suite may be slow and shared.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
