import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wrap } from '../../reporters/terminal/layout.ts';
import { writeSnapshot } from '../../src/aws/snapshot.ts';
import type { AccountCollection } from '../../src/model/account.ts';
import { collectFrom } from '../aws/collect.ts';
import { demoAccount } from './accounts/demo.ts';
import { NOW } from './build/where.ts';
import { startAccount } from './index.ts';
import { run } from './scan.ts';

async function recorded(pageSize?: number): Promise<AccountCollection> {
  const account = await startAccount({ ...demoAccount(), ...(pageSize === undefined ? {} : { pageSize }) });
  const collection = await collectFrom(account);
  await account.close();
  expect(account.unanswered).toEqual([]);
  const notes = collection.notes.filter((note) => !note.includes(account.url));
  return { ...collection, notes, durationMs: 0 };
}

/** How long it took and where it was asked are of the day; the rest is the account's. Written by `vitest -u`. */
function written(collection: AccountCollection): string {
  return [...writeSnapshot(collection, 'demo', NOW)].join('');
}

it('gives the recorded account of fixtures/demo, byte for byte', async () => {
  await expect(written(await recorded())).toMatchFileSnapshot('../../fixtures/demo/account.json');
});

it('gives the same from pages of one, with more requests', async () => {
  const [whole, cut] = [await recorded(), await recorded(1)];
  expect(written({ ...cut, requests: whole.requests })).toBe(written(whole));
  expect(cut.requests).toBeGreaterThan(whole.requests);
});

it('holds no secret and no place of this machine', async () => {
  const text = written(await recorded());
  expect(text).not.toContain('earl-grey-at-four');
  expect(text).not.toMatch(/127\.0\.0\.1|localhost|\/home\/|\/root\//);
});

describe('djaudit demo', () => {
  it('joins both sides without credentials and without a network', async () => {
    const { code, report } = await demo();
    const failing = new Set(report.results.filter(({ status }) => status === 'fail').map(({ rule }) => rule));
    expect(code).toBe(1);
    expect(ACROSS.filter((rule) => !failing.has(rule))).toEqual([]);
    expect(report.target.repository?.settingsModule).toBe('kettle.settings.production');
    expect(report.target.account?.id).toBe('111122223333');
    expect(report.summary.pass).toBeGreaterThan(30);
  });

  it('shows at least ten findings that need both sides, each explained in three lines', async () => {
    const { report } = await demo();
    const across = new Set(report.rules.filter(({ layer }) => layer === 'cross').map(({ id }) => id));
    const found = report.results.filter(({ status, rule }) => status === 'fail' && across.has(rule));
    expect(new Set(found.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(10);
    for (const { message, rule } of found) expect(wrap(message, 98).length, rule).toBeLessThanOrEqual(3);
  });

  it('places findings on the account where the repository declares the resource', async () => {
    const { report } = await demo();
    const places = new Map(report.results.map(({ rule, subject, location }) => [`${rule} ${subject.name}`, location]));
    const lineOf = (name: string) => {
      const { path = '', line = 0 } = places.get(name) ?? {};
      return readFileSync(`fixtures/demo/shop/${path}`, 'utf8').split('\n')[line - 1];
    };
    expect(lineOf('rds-engine-eol kettle-production')).toContain('engine_version');
    expect(lineOf('ecs-no-circuit-breaker kettle-web')).toContain('resource "aws_ecs_service" "web"');
    expect(report.deployment?.edges.length).toBeGreaterThan(25);
  });

  it('gives the same report twice', async () => {
    const [one, two] = [await demo(), await demo()];
    expect(one.report.results).toEqual(two.report.results);
  });
});

/** Findings that need the repository and the account. */
const ACROSS = [
  'celery-beat-duplicated',
  'celery-eager-live',
  'debug-true-live',
  'maintenance-kills-health-check',
  'media-on-ephemeral-disk',
  'proxy-ssl-header-missing',
  'proxy-ssl-header-spoofable',
  'python-versions-disagree',
  'redis-scheme-mismatch',
  'shutdown-timeouts-inverted',
  'sqlite-in-production',
  'x-forwarded-host-trusted',
];

async function demo() {
  return await run(['demo', '--format', 'json'], {});
}
