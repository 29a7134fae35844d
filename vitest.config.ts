import { defineConfig } from 'vitest/config';

/** The pages of the rules are written by `npm run docs` (the project `docs` with -u) and compared in every run. */
export default defineConfig({
  define: { DJAUDIT_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    server: { deps: { inline: [/@actions\/workflow-parser/] } }, // it imports JSON as bundlers do
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts', 'fixtures/plugin/*.test.mjs'],
          exclude: ['test/docs/**', 'test/lab/**', 'test/browser/**', 'test/package/packed.test.ts'],
        },
      },
      // `npm run package`: packs and installs, which takes npm and a quarter of a minute.
      {
        extends: true,
        test: { name: 'package', include: ['test/package/packed.test.ts'], testTimeout: 180_000, hookTimeout: 180_000 },
      },
      { extends: true, test: { name: 'docs', include: ['test/docs/**/*.test.ts'] } },
    ],
  },
});
