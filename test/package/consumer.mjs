/**
 * The package as its users get it: what `npm pack` holds is unpacked beside a plug-in in TypeScript that is written from the
 * README, and compiled. Ends with 1 and the compiler's words when a type is missing or lets a mistake pass.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'djaudit-package-'));
const modules = join(folder, 'node_modules');
mkdirSync(join(modules, 'djaudit'), { recursive: true });
process.on('exit', () => rmSync(folder, { recursive: true }));

const [packed] = JSON.parse(
  execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { encoding: 'utf8' }),
);
execFileSync('tar', ['xzf', join(folder, packed.filename), '-C', join(modules, 'djaudit'), '--strip-components=1']);
for (const name of ['@aws-sdk', '@smithy', '@types', 'vitest']) {
  symlinkSync(join(process.cwd(), 'node_modules', name), join(modules, name));
}

const [, readme] = /```js\n\/\/ audit\/rules\.mjs\n(.*?)```/s.exec(readFileSync('README.md', 'utf8')) ?? [];
if (readme === undefined) throw new Error('the README shows no plug-in');
writeFileSync(
  join(folder, 'plugin.ts'),
  `${readme}
import { collected, defineDerivation } from 'djaudit/rules';
import { testRule } from 'djaudit/testing';
declare module 'djaudit/rules' { interface FactMap { 'repository.acmeTeam': string } }

export const team = defineDerivation({ name: 'repository.acmeTeam', needs: ['repository.files'], derive: () => collected('web') });
export const typed = defineRule({
  id: 'acme-team', topic: 'extras', severity: 'low',
  docs: { title: 't', why: 'w', how: 'h', fix: 'f', references: [] },
  needs: ['repository.acmeTeam'],
  options: { most: { type: 'integer', default: 3, describe: 'most' } },
  subjects: () => [{ ref: { kind: 'file', id: 'x' } }],
  judge: (_subject, { repository }, { options }) => {
    const name: string = repository.acmeTeam;
    const most: number = options.most;
    // @ts-expect-error the rule does not need this fact
    repository.settings;
    // @ts-expect-error there is no such option
    options.least;
    return name.length > most ? pass() : fail('short');
  },
});
testRule(typed, { pass: { long: { given: { repository: { acmeTeam: 'platform' } } } }, fail: {} });
`,
);
writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({
    compilerOptions: {
      ...{ target: 'es2023', module: 'nodenext', strict: true, noEmit: true, skipLibCheck: true, types: ['node'] },
    },
    files: ['plugin.ts'],
  }),
);
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
if (status !== 0) console.error(stdout);
process.exitCode = status === 0 ? 0 : 1;
