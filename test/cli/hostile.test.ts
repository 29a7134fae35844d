import { execFileSync } from 'node:child_process';
import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Report } from '../../src/model/index.ts';
import { djaudit } from '../built.ts';
import { BAIT, times } from '../repo/bait.ts';
import { folderWith, PROJECT } from '../repo/folder.ts';

/** All bait at once: in the root where its place is free, else in a folder of its own. */
function everything(): { readonly files: Readonly<Record<string, string>>; readonly said: readonly string[] } {
  const files: Record<string, string> = { ...PROJECT };
  const said: string[] = [];
  Object.values(BAIT).forEach(([own, note], at) => {
    const free = Object.keys(own).every((path) => files[path] === undefined);
    for (const [path, text] of Object.entries(own)) files[free ? path : `b${at}/${path}`] = text;
    if (free) said.push(note);
  });
  return { files, said };
}

it('a repository that is hostile everywhere gives a report and a note for each thing', {
  timeout: 240_000,
}, async () => {
  const { files, said } = everything();
  const assignments = `${times(300, (at) => `if os.environ.get("A${at}"):\n    X${at} = 1\nelse:\n    X${at} = 2\n`)}${times(20_000, (at) => `V${at} = ${at}\n`)}`;
  const base = `import os\nfrom .circle import *\n${assignments}for i in range(10**12):\n    N = i\nT = "x" * 10**10\n`;
  const folder = folderWith({
    ...files,
    'config/settings/base.py': base,
    'config/settings/circle.py': 'from .base import *\n',
    'docker-compose.\u001b[31m\r\n.yml': 'services: {a: {image: x}}\n',
    'large/Dockerfile': '',
    'utf/compose.yml': '\ufeffservices: {a: {image: x}}\n',
  });
  truncateSync(join(folder, 'large/Dockerfile'), 2 ** 30);
  execFileSync('mkfifo', [join(folder, 'Containerfile')]);
  symlinkSync('/dev/zero', join(folder, 'requirements-dev.txt'));
  symlinkSync('.', join(folder, 'self'));

  const args = ['scan', '--offline', '--format', 'json', '--format', 'html=r.html', '--format', 'sarif=r.sarif'];
  const { code, stdout, stderr } = await djaudit(args, {}, { cwd: folder, node: ['--max-old-space-size=600'] });

  expect([0, 1]).toContain(code);
  expect(stderr.split('\n').filter((line) => line !== '' && !line.startsWith('djaudit: '))).toEqual([]);
  const { coverage } = JSON.parse(stdout) as Report;
  const notes = coverage.notes.map(({ path, message }) => `${path}: ${message}`).join('\n');
  const expected = [
    ...said,
    'large/Dockerfile: is too large',
    'Containerfile: is no file',
    'requirements-dev.txt: leads out',
  ];
  expect(expected.filter((note) => !notes.includes(note))).toEqual([]);
  expect(coverage.facts.filter(({ reason }) => reason?.includes('failed') === true)).toEqual([]);
});
