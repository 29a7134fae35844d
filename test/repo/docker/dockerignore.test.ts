import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isDockerIgnored, parseDockerignore } from '../../../src/repo/docker/ignore.ts';

/** What moby's own patternmatcher answers: `cd scripts/dockerignore && go run . ../../test/repo/docker/dockerignore.json`. */
interface Case {
  readonly text: string;
  readonly paths: Readonly<Record<string, boolean>>;
  /** Docker ends with an error. */
  readonly refused?: boolean;
}

const CASES = JSON.parse(readFileSync(new URL('dockerignore.json', import.meta.url), 'utf8')) as readonly Case[];

describe('.dockerignore', () => {
  it.each(CASES.filter(({ refused }) => refused !== true).map((given) => [JSON.stringify(given.text), given]))(
    '%s is matched as Docker matches it',
    (_, { text, paths }) => {
      const patterns = parseDockerignore(text);
      const ours = Object.fromEntries(Object.keys(paths).map((path) => [path, isDockerIgnored(patterns, path)]));
      expect(ours).toEqual(paths);
    },
  );
});
