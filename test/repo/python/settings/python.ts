import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Json } from '../../../../src/model/value.ts';

export const FIXTURES = fileURLToPath(new URL('../../../../fixtures/settings', import.meta.url));

/** Is there a Python that knows all syntax of the fixtures? */
export const PYTHON = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0;

/** What the standard output of a Python program says, as JSON. */
export function askPython(args: readonly string[], input = '', env: Readonly<Record<string, string>> = {}): Json {
  const path = process.env['PATH'];
  const run = spawnSync('python3', args, {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...(path === undefined ? {} : { PATH: path }),
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONIOENCODING: 'utf-8',
      ...env,
    },
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Json; // what json.dumps wrote
}
