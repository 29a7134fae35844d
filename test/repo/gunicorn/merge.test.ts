import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AppProcess, Effective } from '../../../src/model/repository/index.ts';
import { OPTION_NAMES } from '../../../src/repo/gunicorn/options.ts';
import { factOf } from '../fact.ts';

/** What gunicorn itself merged: scripts/gunicorn-options.py lets it. Null where it refuses to start. */
interface Case {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly expected: Readonly<Record<string, unknown>> | null;
}

const CASES = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8')) as readonly Case[];

async function merged({ args, env = {}, files = {} }: Case): Promise<AppProcess> {
  const variables = Object.entries(env).map(([name, value]) => `ENV ${name}="${value}"\n`);
  const Dockerfile = `FROM python:3.13\nWORKDIR /app\nCOPY . .\n${variables.join('')}CMD ${JSON.stringify(['gunicorn', ...args])}\n`;
  const [process] = await factOf<readonly AppProcess[]>({ ...files, Dockerfile }, 'repository.processes');
  if (process === undefined) throw new Error('no process');
  return process;
}

/** Lists and texts with commas are the same to gunicorn. */
function plain(value: unknown): unknown {
  return Array.isArray(value) ? value.join(',') : value;
}

describe('gunicorn’s options', () => {
  it.each(
    CASES.filter(({ expected }) => expected !== null).map((given) => [
      JSON.stringify([given.args, given.env ?? {}, given.files ?? {}]),
      given,
    ]),
  )('%s are merged as gunicorn merges them', async (_, given) => {
    const { gunicorn } = await merged(given);
    const found = Object.fromEntries(
      OPTION_NAMES.filter((name) => name in (given.expected ?? {})).map((name) => {
        const value: Effective<unknown> | undefined = gunicorn?.[name];
        return [name, value?.status === 'known' ? plain(value.value) : value];
      }),
    );
    expect(found).toEqual(
      Object.fromEntries(Object.entries(given.expected ?? {}).map(([name, value]) => [name, plain(value)])),
    );
  });

  it('say where each comes from, with its place', async () => {
    const { gunicorn } = await merged({
      args: ['shop.wsgi', '-w', '3'],
      env: { GUNICORN_CMD_ARGS: '--threads 2', FORWARDED_ALLOW_IPS: '*' },
      files: { 'gunicorn.conf.py': '# ours\ntimeout = 61\n' },
      expected: {},
    });
    expect(gunicorn?.workers).toMatchObject({ source: 'command-line', location: { path: 'Dockerfile', line: 6 } });
    expect(gunicorn?.threads).toMatchObject({ source: 'GUNICORN_CMD_ARGS' });
    expect(gunicorn?.timeout).toMatchObject({ source: 'config', location: { path: 'gunicorn.conf.py', line: 2 } });
    expect(gunicorn?.forwarded_allow_ips).toMatchObject({ source: 'environment' });
    expect(gunicorn?.keepalive).toMatchObject({ source: 'default' });
    expect(gunicorn?.app).toBe('shop.wsgi');
  });

  it.each([
    [['shop.wsgi', '-w', '$WORKERS'], 'workers'],
    [['shop.wsgi', '--timeout=${TIMEOUT}'], 'timeout'],
  ])('%j are not known before the container runs', async (args, name) => {
    const Dockerfile = `FROM python:3.13\nCMD gunicorn ${args.join(' ')}\n`;
    const [process] = await factOf<readonly AppProcess[]>({ Dockerfile }, 'repository.processes');
    expect(process?.gunicorn?.[name as 'workers']?.status).toBe('unknown');
  });
});
