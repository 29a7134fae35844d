import { describe, expect, it } from 'vitest';
import { junit } from '../../reporters/junit.ts';
import type { Report, Result } from '../../src/model/index.ts';
import { ACCEPTED, IN_ACCOUNT, IN_FILE, PASSED, reportOf, UNKNOWN } from '../build/report.ts';
import { planted } from './hostile.ts';
import { many } from './many.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/**
 * What junit-10.xsd, the schema of Jenkins' xUnit plug-in, allows; * is required. An element that is not here may not be
 * there.
 */
const SCHEMA: Readonly<Record<string, { readonly attributes: string; readonly children: string }>> = {
  testsuites: { attributes: 'name time tests failures disabled errors', children: 'testsuite' },
  testsuite: {
    attributes:
      'name tests* failures errors time disabled skipped skips timestamp hostname id package assertions file skip log url',
    children: 'testsuite properties testcase system-out system-err',
  },
  properties: { attributes: '', children: 'property' },
  property: { attributes: 'name* value*', children: '' },
  testcase: {
    attributes: 'name* assertions time timestamp classname status class file line log group url',
    children: 'skipped error failure system-out system-err',
  },
  failure: { attributes: 'type message', children: '' },
  error: { attributes: 'type message', children: '' },
  skipped: { attributes: 'type message', children: '' },
};

/** XML 1.0 without what our files never hold: declarations, comments, CDATA, and entities but the five and numbers. */
function parsed(xml: string): Element {
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [token] of body.matchAll(/<[^>]*>|[^<]+/g)) {
    const parent = open.at(-1);
    if (parent === undefined) throw new Error(`nothing is open at ${token}`);
    const [, end, name = '', attributes = '', empty] =
      /^<(\/?)([\w-]+)((?: [\w-]+="[^"<]*")*) ?(\/?)>$/.exec(token) ?? [];
    if (name === '') parent.text += decoded(token);
    else if (end === '/') {
      if (open.pop()?.name !== name) throw new Error(`${token} ends nothing`);
    } else {
      const list = [...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(
        ([, key = '', value = '']) => [key, decoded(value)] as const,
      );
      if (new Set(list.map(([key]) => key)).size < list.length) throw new Error(`${token} has an attribute twice`);
      const element: Element = { name, attributes: Object.fromEntries(list), children: [], text: '' };
      parent.children.push(element);
      if (empty === '') open.push(element);
    }
  }
  const [only, ...more] = root.children;
  if (open.length !== 1 || only === undefined || more.length > 0) throw new Error('there is not one root');
  return only;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (/[<]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u.test(text))
    throw new Error(`no XML: ${text}`);
  return text.replaceAll(/&(?:#(\d+);|(\w+);|)/g, (entity, code?: string, name = '') => {
    const character = code === undefined ? ENTITIES[name as string] : String.fromCodePoint(Number(code));
    if (character === undefined) throw new Error(`${entity} is no entity`);
    return character;
  });
}

function defects({ name, attributes, children, text }: Element): readonly string[] {
  const schema = SCHEMA[name];
  if (schema === undefined) return [`${name} is no element`];
  const names = schema.attributes.split(' ');
  const known = new Set(names.map((one) => one.replace('*', '')));
  const missing = names.filter((one) => one.endsWith('*') && attributes[one.slice(0, -1)] === undefined);
  return [
    ...Object.keys(attributes)
      .filter((one) => !known.has(one))
      .map((one) => `${name} has no ${one}`),
    ...missing.map((one) => `${name} lacks ${one}`),
    ...children
      .filter((child) => !schema.children.split(' ').includes(child.name))
      .map((child) => `${name} holds ${child.name}`),
    ...(/\S/.test(text) && schema.children !== '' ? [`${name} holds text`] : []),
    ...children.flatMap(defects),
  ];
}

function suitesOf(results: readonly Result[]): readonly Element[] {
  return parsed(junit(reportOf(results))).children;
}

describe('JUnit', () => {
  it.each<[string, Report]>([
    ['the sample', reportOf()],
    ['nothing', reportOf([])],
    ['5,000 findings', reportOf(many(5000))],
    ['hostile texts', planted()],
    ['texts that are blank', planted(() => ' ')],
  ])('of %s is as the schema says', (_, report) => {
    expect(defects(parsed(junit(report)))).toEqual([]);
  });

  it('is refused by the same test when it is wrong', () => {
    const text = junit(reportOf());
    expect(defects(parsed(text.replace('<testcase classname', '<testcase skipped')))).toEqual([
      'testcase has no skipped',
    ]);
    expect(() => parsed(text.replace('</testsuite>', ''))).toThrow('ends nothing');
    expect(() => parsed(text.replace('keeps', '&keeps;'))).toThrow('is no entity');
  });

  it('counts what it holds', () => {
    const root = parsed(junit(reportOf()));
    expect(root.attributes).toMatchObject({ tests: '6', failures: '3', errors: '1' });
    for (const { attributes, children } of root.children) {
      const cases = children.filter(({ name }) => name === 'testcase');
      const having = (name: string) =>
        String(cases.filter((one) => one.children.some((child) => child.name === name)).length);
      expect(attributes).toMatchObject({
        tests: String(cases.length),
        failures: having('failure'),
        errors: having('error'),
        skipped: having('skipped'),
      });
    }
  });

  it('has a suite for each topic and a case for each verdict but what does not apply', () => {
    const suites = suitesOf([IN_FILE, UNKNOWN, ACCEPTED, PASSED, { ...PASSED, status: 'not-applicable' }]);
    expect(suites.map(({ attributes }) => attributes['name'])).toEqual([
      'databases/backups',
      'databases/encryption-at-rest',
      'databases/network',
      'https/django-settings',
    ]);
    const outcomes = suites.flatMap(({ children }) =>
      children.filter(({ name }) => name === 'testcase').map((one) => one.children[0]?.name),
    );
    expect(outcomes).toEqual(['skipped', undefined, 'error', 'failure']);
  });

  it('tells apart what has one name', () => {
    const other = { ...IN_ACCOUNT, subject: { ...IN_ACCOUNT.subject, id: `${IN_ACCOUNT.subject.id}-2` } };
    const names = suitesOf([IN_ACCOUNT, other])[0]?.children.map(({ attributes }) => attributes['name']);
    expect(names).toEqual([undefined, 'prod-db (rds/db:prod-db)', 'prod-db (rds/db:prod-db-2)']);
  });

  it('says in the text what a reader needs that shows no more', () => {
    const [failure] = suitesOf([IN_ACCOUNT])[0]?.children[1]?.children ?? [];
    expect(failure?.text.split('\n')).toEqual([
      'postgres instance prod-db keeps no automated backups',
      IN_ACCOUNT.subject.id,
      'BackupRetentionPeriod: 0 (rds:DescribeDBInstances)',
      'Fix: Keep backups for a week',
    ]);
  });
});
