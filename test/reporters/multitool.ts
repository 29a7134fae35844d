import { execFile } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Log } from 'sarif';

const program = createRequire(import.meta.url)('@microsoft/sarif-multitool') as string; // its module is the path of the program
chmodSync(program, 0o755); // its package does so in a script that npm may have been told not to run

/** The validator's own copy of SARIF's schema. */
export const SARIF_SCHEMA = join(dirname(program), 'sarif-2.1.0.json');

/**
 * Errors and warnings of the multitool with GitHub's rules, by file; notes are matters of taste. One call for all files: each
 * costs seconds.
 */
export async function complaints(
  files: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const folder = await mkdtemp(join(tmpdir(), 'djaudit-sarif-'));
  try {
    const names = Object.keys(files);
    const paths = names.map((_, index) => join(folder, `${index}.sarif`));
    await Promise.all(names.map((name, index) => writeFile(paths[index] ?? '', files[name] ?? '')));
    const found = await validate(paths, join(folder, 'out.json'));
    return Object.fromEntries(names.map((name, index) => [name, found.get(`${index}.sarif`) ?? []]));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function validate(paths: readonly string[], output: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const wanted = [
    '--rule-kind',
    'Sarif;Ghas',
    '--level',
    'Error;Warning',
    '--kind',
    'Fail',
    '--max-file-size-in-kb',
    '100000',
  ];
  const args = ['validate', ...paths, '--output', output, ...wanted, '--config', 'test/reporters/github-rules.xml'];
  const { stdout } = await promisify(execFile)(program, [...args, '--log', 'ForceOverwrite'], {
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
    maxBuffer: 2 ** 26,
  });
  const log = JSON.parse((await readFile(output, 'utf8')).replace(/^\ufeff/, '')) as Log; // it writes SARIF
  if (!stdout.includes(`Done. ${paths.length} files scanned.`))
    throw new Error(`it did not read every file:
${stdout}`);
  const found = new Map<string, string[]>();
  for (const { ruleId = '', message, locations } of log.runs.flatMap(({ results = [] }) => results)) {
    const name = basename(locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '');
    found.set(name, [
      ...(found.get(name) ?? []),
      `${ruleId} ${message.text ?? message.id ?? ''} ${(message.arguments ?? []).join(' ')}`,
    ]);
  }
  return found;
}
