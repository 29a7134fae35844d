import { expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';

it('tells where a value comes from, through files and changes', async () => {
  const { settings, files } = await evaluate({
    files: {
      'config/__init__.py': '',
      'config/base.py': 'DEBUG = True\nAPPS = ["a"]\nCACHES = {"default": {}}\n',
      'config/prod.py':
        'from .base import *\nDEBUG = False\nAPPS += ["b"]\nCACHES["default"]["TIMEOUT"] = 1\nAPPS.append("c")\n',
    },
    module: 'config.prod',
    environment: {},
  });
  const trace = (name: string) =>
    settings
      .find((one) => one.name === name)
      ?.trace.map(({ path, line, operation }) => `${operation ?? ''} ${path}:${line}`.trim());
  expect(files).toEqual(['config/__init__.py', 'config/prod.py', 'config/base.py']);
  expect(trace('DEBUG')).toEqual(['config/base.py:1', 'import * config/prod.py:1', 'config/prod.py:2']);
  expect(trace('APPS')).toEqual([
    'config/base.py:2',
    'import * config/prod.py:1',
    '+= config/prod.py:3',
    'append config/prod.py:5',
  ]);
  expect(trace('CACHES')).toEqual(['config/base.py:3', 'import * config/prod.py:1', '[…] = config/prod.py:4']);
  expect(trace('USE_TZ')).toEqual([]);
});

it('observes the calls of what is not the project’s own', async () => {
  const { calls } = await evaluate({
    files:
      'import os, sentry_sdk\nif os.getenv("DSN"):\n    sentry_sdk.init(dsn=os.environ["DSN"], traces_sample_rate=1.0)\n',
  });
  expect(calls).toMatchObject([
    {
      callee: 'sentry_sdk.init',
      keywords: { traces_sample_rate: { status: 'known', value: 1 }, dsn: { status: 'secret' } },
      location: { path: 's.py', line: 3 },
      when: expect.stringContaining('DSN is not empty'),
    },
  ]);
});
