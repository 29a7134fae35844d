import { readdirSync, readFileSync } from 'node:fs';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parse as parseCommand } from '../../src/cli/parse.ts';
import { ACTION } from './runner.ts';

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: object }[];
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }; // ours
const FILES = ['examples/github', '.github/workflows'].flatMap((folder) =>
  readdirSync(folder).map((name) => `${folder}/${name}`),
);
const read = (file: string) => parse(readFileSync(file, 'utf8')) as Workflow; // GitHub's parser judges it below
const jobsOf = (file: string) => Object.values(read(file).jobs);

describe.each(FILES)('%s', (file) => {
  it('is a workflow that GitHub takes', async () => {
    const { context, value } = parseWorkflow(
      { name: file, content: readFileSync(file, 'utf8') },
      new NoOperationTraceWriter(),
    );
    expect(context.errors.getErrors().map(({ message }) => message)).toEqual([]);
    if (value === undefined) throw new Error(`${file} is empty`);
    const template = await convertWorkflowTemplate(context, value);
    expect(template.errors ?? []).toEqual([]);
    expect(template.jobs.length).toBeGreaterThan(0);
  });

  it('permits nothing but what its jobs name, and writes no contents', () => {
    expect(read(file).permissions).toEqual({});
    for (const { permissions } of jobsOf(file)) {
      expect(permissions).toBeDefined();
      expect(permissions?.['contents']).not.toBe('write');
    }
  });

  it('pins each action by the commit of a version that stands beside it', () => {
    const pins = [...readFileSync(file, 'utf8').matchAll(/uses: (?!OWNER\/)(.*)$/gm)].map(([, pin = '']) => pin);
    for (const pin of pins) expect(pin).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    expect(pins.length).toBeGreaterThan(0);
  });

  it('leaves no token in the checkout', () => {
    const checkouts = jobsOf(file).flatMap(({ steps }) =>
      steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@')),
    );
    for (const step of checkouts) expect(step.with).toMatchObject({ 'persist-credentials': false });
  });

  it('gives this action inputs that it has, in this version', () => {
    const ours = jobsOf(file).flatMap(({ steps }) =>
      steps.filter(({ uses = '' }) => uses.startsWith('OWNER/djaudit@')),
    );
    const asCommand = readFileSync(file, 'utf8').includes(`npx --yes djaudit@${version} `);
    expect(ours.length > 0 || asCommand).toBe(file.startsWith('examples/'));
    for (const { uses, with: given = {} } of ours) {
      expect(uses).toBe(`OWNER/djaudit@v${version}`);
      expect(Object.keys(given).filter((name) => !(name in ACTION.inputs))).toEqual([]);
    }
  });
});

it('one version of each action is used everywhere', () => {
  const text = [...FILES, 'action.yml'].map((file) => readFileSync(file, 'utf8')).join('\n');
  const pins = new Set(
    [...text.matchAll(/uses: (\S+)@([0-9a-f]{40})/g)].map(([, name, commit]) => `${name} ${commit}`),
  );
  expect(new Set([...pins].map((pin) => pin.split(' ')[0])).size).toBe(pins.size);
});

describe('publish.yml', () => {
  it('gives the right to publish to a job that runs nothing of this repository', () => {
    const jobs = jobsOf('.github/workflows/publish.yml');
    const holders = jobs.filter(({ permissions }) => permissions?.['id-token'] === 'write');
    expect(holders.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))).toEqual([
      expect.stringMatching(/^npm publish --provenance --access public --ignore-scripts "\.\/djaudit-/),
    ]);
    expect(holders.flatMap(({ steps }) => steps.map(({ uses = '' }) => uses.split('@')[0]))).not.toContain(
      'actions/checkout',
    );
  });
});

/** The commands that people copy: of code blocks in a page, of steps in a pipeline. */
function commandsIn(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block).join('\n');
  const lines = (file.endsWith('.md') ? blocks : text).split(/\n|;|&&/).filter((line) => !line.endsWith(':'));
  return lines.flatMap(
    (line) =>
      /^\s*(?:- )?(?:npx (?:--\S+ )*)?(?:djaudit(?:@[\d.]+)?|node "\$DJAUDIT") ([a-z][^#|>]*)/.exec(line)?.[1] ?? [],
  );
}

describe.each([
  'docs/ci.md',
  'docs/scale.md',
  'examples/gitlab/.gitlab-ci.yml',
  'examples/github/compliance-report.yml',
  'README.md',
])('the commands in %s', (file) => {
  it.each(commandsIn(file))('djaudit %s', async (words) => {
    const argv = words
      .replaceAll(/\$\([^)]*\)/g, 'WORD') // what the shell puts there is one word
      .trim()
      .split(/\s+/)
      .map((word) => word.replaceAll('"', ''));
    expect((await parseCommand(argv, 80)).kind).toBe('command');
  });
});

it('the hook and the pipeline of GitLab name this version', () => {
  expect(readFileSync('.pre-commit-hooks.yaml', 'utf8')).toContain(` djaudit@${version} scan`);
  expect(readFileSync('examples/gitlab/.gitlab-ci.yml', 'utf8').match(/DJAUDIT_VERSION: .*/g)).toEqual(
    Array.from({ length: 2 }, () => `DJAUDIT_VERSION: '${version}'`),
  );
});
