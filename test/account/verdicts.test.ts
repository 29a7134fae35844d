import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Report, Result } from '../../src/model/report.ts';
import { badAccount } from './accounts/bad.ts';
import type { FakeAccount, Fault, Trouble } from './index.ts';
import { startAccount } from './index.ts';
import { scanned } from './scan.ts';
import { SERVICE_NAMES } from './services.ts';

let account: FakeAccount | undefined;
let calm: Report;

/** Everything but STS, without which there is no account. */
const BUT_STS = SERVICE_NAMES.filter((service) => service !== 'sts');

async function scan(...faults: readonly Fault[]): Promise<Report> {
  account = await startAccount({ ...badAccount(), faults });
  return (await scanned(account)).report;
}

beforeAll(async () => {
  calm = await scan();
  await account?.close();
});
afterEach(async () => {
  await account?.close();
  account = undefined;
});

function said({ results }: Report): readonly string[] {
  const judged = results.filter(({ status }) => status !== 'unknown');
  return judged.map(({ rule, status, subject, message }: Result) => [rule, status, subject.id, message].join(' '));
}

/** What stands although it was not seen, or is told otherwise than by those who saw everything. */
function inventedIn(report: Report): readonly string[] {
  const known = new Set(said(calm));
  return said(report).filter((verdict) => !known.has(verdict));
}

describe('a verdict is the one that a scan without trouble gives, or none', () => {
  it.each<Trouble>([
    'access-denied',
    'explicit-deny',
    'html-502',
    'cut-answer',
    'error-500',
    'empty-answer',
    'reset',
    'region-disabled',
  ])('under %s of every service', async (trouble) => {
    const report = await scan({ service: BUT_STS, trouble });
    expect(inventedIn(report)).toEqual([]);
    expect(report.coverage.complete).toBe(false);
    expect(report.summary.unknown).toBeGreaterThan(20);
  });

  it.each([30, 90, 150])('when the credentials expire after %i requests', async (from) => {
    const report = await scan({ from, trouble: 'expired-token' });
    expect(inventedIn(report)).toEqual([]);
    expect(report.coverage.complete).toBe(false);
    const unseen = report.coverage.facts.filter(({ reason }) => reason !== undefined);
    for (const { reason } of unseen) expect(reason).toContain('credentials expired half-way');
  });

  it('when one service after the other is denied', async () => {
    for (const service of ['ec2', 'elbv2', 'rds', 'ecs', 'elasticbeanstalk', 's3', 'iam', 'cloudfront'] as const) {
      const report = await scan({ service, trouble: 'access-denied' });
      expect(inventedIn(report)).toEqual([]);
      expect(report.coverage.facts.filter(({ action }) => action !== undefined).length).toBeGreaterThan(0);
      await account?.close();
    }
    account = undefined;
  });

  it('and nothing is lost to throttling', { timeout: 120_000 }, async () => {
    const report = await scan({ service: BUT_STS, trouble: { throttle: { rate: 10, burst: 3 } } });
    expect(said(report)).toEqual(said(calm));
    expect(report.coverage).toMatchObject({ complete: calm.coverage.complete });
    expect(report.coverage.throttled).toBeGreaterThan(0);
  });
});
