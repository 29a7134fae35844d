import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import rule from '../../../rules/https/debug-true-live.ts';
import { python } from './gunicorn.ts';
import { judged } from './judged.ts';
import { djangoProject } from './project.ts';

const READ = `
import json, os, runpy, sys
answers = []
for raw in json.load(sys.stdin):
    os.environ["DEBUG"] = raw
    try:
        answers.append(bool(runpy.run_path("shop/settings.py")["DEBUG"]))
    except Exception as error:
        answers.append(type(error).__name__)
print(json.dumps(answers))
`;

const TEXTS = [
  'True',
  'true',
  '1',
  'on',
  'y',
  'yes',
  'ok',
  't',
  'T',
  'False',
  '0',
  'no',
  '',
  'ture',
  '2',
  '-1',
  ' true ',
];

/** What Python makes of each text, beside what djaudit says of the service that has it. */
it.each([
  ['django-environ', 'import environ\nDEBUG = environ.Env().bool("DEBUG", default=False)'],
  ['python-decouple', 'from decouple import config\nDEBUG = config("DEBUG", default=False, cast=bool)'],
  ['bool() of the text', 'import os\nDEBUG = bool(os.environ.get("DEBUG", False))'],
  ['the bare text', 'import os\nDEBUG = os.environ.get("DEBUG", False)'],
  ['a comparison', 'import os\nDEBUG = os.environ.get("DEBUG") == "True"'],
])('%s', async (_, settings) => {
  const project = await djangoProject(settings);
  try {
    const { stdout, stderr } = spawnSync(python(), ['-c', READ], {
      cwd: project.root,
      input: JSON.stringify(TEXTS),
      env: { PATH: process.env['PATH'] ?? '' },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const real = JSON.parse(stdout) as readonly (boolean | string)[];
    const verdicts: string[] = [];
    for (const DEBUG of TEXTS) verdicts.push((await judged(rule, project.root, { DEBUG })).status);
    const told = (answer: boolean | string) => (typeof answer === 'string' ? 'unknown' : answer ? 'fail' : 'pass');
    expect(pairs(verdicts)).toEqual(pairs(real.map(told)));
  } finally {
    await project.remove();
  }
});

function pairs(verdicts: readonly string[]): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(TEXTS.map((text, at) => [JSON.stringify(text), verdicts[at]]));
}
