import { defineConfig } from 'vitest/config';

/** Started by `run.mjs`, which says where Python is. One file after the other: moto is one process with one state. */
export default defineConfig({
  test: {
    name: 'lab',
    include: ['test/lab/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
});
