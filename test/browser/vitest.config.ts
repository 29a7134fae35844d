import { defineConfig } from 'vitest/config';

/** Needs Chromium and poppler's pdftotext, from Debian's packages or by CHROMIUM. */
export default defineConfig({
  define: { DJAUDIT_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    name: 'browser',
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    fileParallelism: false,
  },
});
