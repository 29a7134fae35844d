import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.ts';
import { djaudit } from './run.ts';

const project = mkdtempSync(join(tmpdir(), 'djaudit-plugins-'));
const account = ['--snapshot', join(process.cwd(), 'fixtures/demo/account.json'), '--today', '2026-11-25'];

/** A project of somebody else's, with the published plug-in beside it and djaudit installed. */
beforeAll(() => {
  cpSync('fixtures/demo/shop', project, { recursive: true });
  for (const file of ['acme.mjs', 'djaudit.yml']) cpSync(`fixtures/plugin/${file}`, join(project, file));
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(process.cwd(), join(project, 'node_modules/djaudit'));
});
afterAll(() => rmSync(project, { recursive: true }));

const run = (args: readonly string[]) => djaudit(args, { cwd: project });
const scan = (...args: readonly string[]) =>
  run(['scan', ...account, '--allow-plugins', '--only', 'acme-*', '--exit-zero', ...args]);

let cases = 0;

/** A plug-in of one case and a djaudit.yml that names it. A module that was loaded once stays loaded: each has its own name. */
function plugin(source: string, config = ''): string {
  cases += 1;
  const name = `case-${cases}.mjs`;
  writeFileSync(join(project, name), source);
  writeFileSync(join(project, 'case.yml'), `plugins: [./${name}]\n${config}`);
  return name;
}

const withCase = ['scan', '--offline', '--allow-plugins', '--config', 'case.yml'];

const rule = (more: string) => `
import { defineRule, definePlugin, defineDerivation, collected, pass, fail } from 'djaudit/rules';
const docs = { title: 'Do it', why: 'because', how: 'so', fix: 'this', references: [] };
const base = { id: 'case-rule', topic: 'https', severity: 'low', docs, needs: ['repository.settings'],
  subjects: () => [{ ref: { kind: 'setting', id: 'X' } }], judge: () => pass() };
${more}`;

describe('a plug-in', () => {
  it('is not run unless it is allowed', async () => {
    const { code, stdout, stderr } = await run(['scan', ...account]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'djaudit: djaudit.yml:4:1: plug-ins are code, and no code of a repository is run unasked. Read them, then add --allow-plugins\n',
    );
  });

  it('brings a rule that reads both sides, a computed fact and options', async () => {
    const { stdout } = await scan('--format', 'json');
    const { results, rules } = JSON.parse(stdout) as Report; // its schema is tested elsewhere
    const found = results.map(({ rule: id, status, subject }) => [id, status, subject.name ?? subject.id]);
    expect(found).toEqual([
      ['acme-utc', 'fail', 'TIME_ZONE'],
      ['acme-data-residency', 'pass', 'kettle-production'],
      ['acme-data-residency', 'not-applicable', 'EMAIL_HOST'],
    ]);
    expect(rules.find(({ id }) => id === 'acme-data-residency')?.options).toEqual([
      { name: 'regions', value: ['eu-central-1', 'eu-west-1'], default: ['eu-central-1'], looser: false },
    ]);
  });

  it('stands in every format like our own', async () => {
    for (const format of ['terminal', 'sarif', 'markdown', 'junit', 'github']) {
      const { stdout } = await scan('--format', format);
      expect(stdout, format).toContain('acme-utc');
    }
  });

  it('brings a format', async () => {
    const { stdout } = await scan('--format', 'acme-csv');
    expect(stdout).toBe('rule,severity,subject,owner\n"acme-utc","low","TIME_ZONE",""\n');
  });

  it('is listed and explained where it is allowed', async () => {
    const listed = await run(['rules', '--allow-plugins', '--format', 'json']);
    expect(JSON.parse(listed.stdout)).toContainEqual(
      expect.objectContaining({ id: 'acme-data-residency', layer: 'cross', from: 'the plug-in acme' }),
    );
    const { stdout } = await run(['explain', 'acme-data-residency', '--allow-plugins']);
    expect(stdout).toContain('(of the plug-in acme)');
    expect(stdout).toContain('- `rds:DescribeDBInstances`');
    const policy = await run(['iam-policy', '--allow-plugins', '--only', 'acme-data-residency']);
    expect(policy.stdout).toContain('rds:DescribeDBInstances');
  });

  it('can be excepted like our own', async () => {
    const exception = 'exceptions: [{ rule: case-rule, subject: X, reason: we know }]';
    const source = rule(
      "export default definePlugin({ name: 'case', rules: [defineRule({ ...base, judge: () => fail('no') })] });",
    );
    plugin(source, exception);
    const args = [...withCase, '--only', 'case-rule'];
    const { stdout } = await run([...args, '--format', 'json']);
    expect((JSON.parse(stdout) as Report).results.map(({ status }) => status)).toEqual(['suppressed']);
  });

  it('that throws costs its own verdict, and is named', async () => {
    const source = rule(
      "const judge = () => { throw new Error('oh') }; export default definePlugin({ name: 'case', rules: [defineRule({ ...base, judge })] });",
    );
    plugin(source);
    const { stdout, stderr, code } = await run([
      ...withCase,
      ...['--only', 'case-rule', '--only', 'debug-true', '--format', 'json'],
    ]);
    const { results } = JSON.parse(stdout) as Report;
    expect(results.find(({ rule: id }) => id === 'case-rule')).toMatchObject({
      status: 'unknown',
      message: 'Defect in the plug-in case: rule case-rule on X failed: oh',
    });
    expect(results.some(({ rule: id }) => id === 'debug-true')).toBe(true);
    expect(stderr).toContain('defect: rule case-rule on X failed: oh');
    expect(code).not.toBe(2);
  });

  it('whose format throws takes no other format with it, and the exit code says so', async () => {
    const source = rule(
      "export default definePlugin({ name: 'case', reporters: { broken: () => { throw new Error('oh') } } });",
    );
    plugin(source);
    const { code, stdout, stderr } = await run([
      ...withCase,
      ...['--only', 'debug-true', '--format', 'broken=out.txt', '--format', 'junit'],
    ]);
    expect(stdout).toContain('<testsuites');
    expect(stderr).toContain('the format broken of a plug-in failed: oh');
    expect(code).toBe(2);
  });
});

describe('what is wrong with a plug-in is one line', () => {
  it.each<[string, string, string]>([
    ['is not there', './none.mjs', 'plug-in ./none.mjs cannot be loaded: Error: Cannot find module'],
    ['is no package', 'acme-audit', 'the package acme-audit of plugins is not found from the folder of djaudit.yml'],
  ])('that %s', async (_, name, message) => {
    writeFileSync(join(project, 'case.yml'), `plugins: [${name}]`);
    const { code, stderr } = await run(withCase);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^djaudit: [^\n]*\n$/);
    expect(stderr).toContain(message);
  });

  it.each<[string, string, string]>([
    ['throws', "throw new Error('oh');", 'plug-in ./case.mjs cannot be loaded: Error: oh'],
    ['exports nothing', '', 'plug-in ./case.mjs exports no plug-in'],
    ['has no name', 'export default { rules: [] };', 'it has no name'],
    [
      'writes a rule by hand',
      "export default { name: 'case', rules: [{ id: 'case-x', judge() {} }] };",
      'a rule was not made by defineRule',
    ],
    [
      'takes the id of one of ours',
      rule("export default definePlugin({ name: 'case', rules: [defineRule({ ...base, id: 'rds-public' })] });"),
      'there is a rule "rds-public" already. Name it case-rds-public',
    ],
    [
      'misspells a fact',
      rule(
        "export default definePlugin({ name: 'case', rules: [defineRule({ ...base, needs: ['rds.instanses'] })] });",
      ),
      'rule case-rule needs "rds.instanses", and there is no such fact; did you mean rds.instances?',
    ],
    [
      'misspells a severity',
      rule("export default definePlugin({ name: 'case', rules: [defineRule({ ...base, severity: 'hgih' })] });"),
      'rule case-rule has the severity "hgih"; it is one of critical, high, medium, low, info',
    ],
    [
      'leaves out why',
      rule("export default definePlugin({ name: 'case', rules: [defineRule({ ...base, docs: { title: 'x' } })] });"),
      'rule case-rule has no docs.why',
    ],
    [
      'names a fact that is ours',
      rule(
        "const fact = defineDerivation({ name: 'repository.settings', needs: [], derive: () => collected(1) }); export default definePlugin({ name: 'case', facts: [fact] });",
      ),
      'there is a fact "repository.settings" already',
    ],
    [
      'names a format that is ours',
      "export default { name: 'case', reporters: { json: () => '' } };",
      'there is a format "json" already',
    ],
  ])('that %s', async (_, source, message) => {
    const name = plugin(source);
    const { code, stdout, stderr } = await run(withCase);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^djaudit: [^\n]*\n$/);
    expect(stderr).toContain(message.replace('case.mjs', name));
  });
});
