import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notices } from '../../scripts/notices.mjs';

const FOLDER = 'node_modules/chalk';

describe('the licences of what the bundle holds', () => {
  const bundle = (...inputs: readonly string[]) => ({
    outputs: { 'dist/cli.js': { inputs: Object.fromEntries(inputs.map((path) => [path, { bytesInOutput: 1 }])) } },
  });

  it('are named once with their texts, copied files included', () => {
    const text = notices(
      bundle('src/cli/main.ts', `${FOLDER}/source/index.js`, `${process.cwd()}/${FOLDER}/source/vendor/x.js`),
      ['node_modules/yaml/dist/index.js'],
    );
    const licence = readFileSync(join(FOLDER, 'license'), 'utf8').trim();
    expect(text.match(/^chalk \S+ \(MIT\)$/gm)).toHaveLength(1);
    expect(text.match(/^yaml \S+ \(ISC\)$/gm)).toHaveLength(1);
    expect(text.split(licence)).toHaveLength(2);
  });

  it('leaves out what was dropped from the bundle', () => {
    const inputs = { [`${FOLDER}/x.js`]: { bytesInOutput: 1 }, 'node_modules/yaml/x.js': { bytesInOutput: 0 } };
    const text = notices({ outputs: { 'dist/cli.js': { inputs } } }, []);
    expect(text).toContain('chalk');
    expect(text).not.toContain('yaml');
  });

  it('stand beside the built command, for each runtime dependency', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object }; // ours
    const text = readFileSync('dist/THIRD-PARTY.txt', 'utf8');
    const missing = Object.keys(dependencies).filter((name) => !text.includes(`\n${name} `));
    expect(missing).toEqual([]);
    expect(readdirSync('dist/grammars')).toHaveLength(4);
    for (const name of ['tree-sitter-python', 'tree-sitter-bash', '@tree-sitter-grammars/tree-sitter-hcl'])
      expect(text).toContain(`\n${name} `);
  });
});
