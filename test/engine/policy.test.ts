import { describe, expect, it } from 'vitest';
import { baselineOf, compareWithBaseline } from '../../src/engine/baseline.ts';
import {
  assignOwners,
  type Exception,
  endingAttestations,
  type GateOptions,
  gate,
  matches,
  onTheDay,
  summarise,
  suppress,
} from '../../src/engine/index.ts';
import type { Result } from '../../src/model/index.ts';
import { attestation } from '../build/uptime.ts';
import { result } from './build.ts';

const TODAY = '2026-11-25';
const RUN = { today: TODAY, judged: new Set(['rds-public']) };
const exception = (more: Partial<Exception> = {}): Exception => ({
  rules: ['rds-public'],
  where: { kind: 'subject', pattern: 'web' },
  reason: 'a honeypot',
  source: 'djaudit.yml:12',
  ...more,
});
const web = result({ subject: { kind: 'resource', id: 'arn:web', name: 'web' } });

describe('attestations', () => {
  it('hold to the end of their last day', () => {
    const days = ['2026-11-24', TODAY, '2027-03-31'].map((until) => attestation('uptime', { until }));
    expect(onTheDay(days, TODAY).map(({ status }) => status)).toEqual(['expired', 'holds', 'holds']);
  });

  it('that have run out or are about to are told, with their owner', () => {
    const told = (until: string) =>
      endingAttestations([attestation('uptime', { until })], TODAY).map(({ path, message }) => `${path}: ${message}`);
    expect(told('2026-11-24')).toEqual([
      'djaudit.yml:4: the attestation uptime of web team expired on 2026-11-24: it counts for nothing until somebody looks again',
    ]);
    expect(told('2026-11-28')).toEqual([
      'djaudit.yml:4: the attestation uptime of web team ends on 2026-11-28, in 3 days',
    ]);
    expect(told('2026-12-10')).toEqual([]);
  });
});

describe('exceptions', () => {
  it('suppress the finding that they name and say why', () => {
    const { results, warnings } = suppress([web, result()], [exception({ until: '2027-03-31', owner: 'ops' })], RUN);
    expect(results.map(({ status }) => status)).toEqual(['fail', 'suppressed']);
    expect(results[1]?.suppression).toEqual({
      reason: 'a honeypot',
      until: '2027-03-31',
      owner: 'ops',
      source: 'djaudit.yml:12',
    });
    expect(warnings).toEqual([]);
  });

  it('cover nothing but failures of their own rule', () => {
    const others: readonly Result[] = [
      { ...web, status: 'pass' },
      { ...web, rule: 'rds-unencrypted' },
    ];
    const { results, warnings } = suppress(others, [exception()], RUN);
    expect(results.map(({ status }) => status)).toEqual(['fail', 'pass']);
    expect(warnings[0]?.message).toBe('the exception for rds-public covers no finding: remove it');
  });

  it('are not called unused where nobody can tell', () => {
    const warned = (...given: Parameters<typeof suppress>) => suppress(...given).warnings.length;
    expect(warned([{ ...web, status: 'unknown' }], [exception()], RUN)).toBe(0);
    expect(warned([], [exception()], { ...RUN, judged: new Set() })).toBe(0);
    expect(warned([], [exception()], { ...RUN, leftOut: [web] })).toBe(0);
    expect(warned([], [exception()], RUN)).toBe(1);
  });

  it('hold to the end of their last day; then the finding returns and says so', () => {
    expect(suppress([web], [exception({ until: TODAY })], RUN).results[0]?.status).toBe('suppressed');
    const { results, warnings } = suppress([web], [exception({ until: '2026-11-24' })], RUN);
    expect(results[0]).toMatchObject({
      status: 'fail',
      evidence: [{ label: 'exception', value: 'expired on 2026-11-24: a honeypot', source: 'djaudit.yml:12' }],
    });
    expect(warnings[0]?.message).toBe('the exception for rds-public expired on 2026-11-24: the finding is back');
  });

  it('are announced a fortnight before they end', () => {
    const ending = (until: string) => suppress([web], [exception({ until })], RUN).warnings.length;
    expect([ending('2026-12-09'), ending('2026-12-10')]).toEqual([1, 0]);
  });

  it('in a file cover the findings whose span touches their lines', () => {
    const where = { kind: 'lines', path: 'settings.py', from: 7, to: 7 } as const;
    const at = (line: number, endLine = line) => result({ location: { path: 'settings.py', line, endLine } });
    const { results } = suppress([at(3, 9), at(7), at(8)], [exception({ where })], RUN);
    expect(results.map(({ status }) => status)).toEqual(['fail', 'suppressed', 'suppressed']);
  });
});

describe('the baseline', () => {
  const located = (path: string, fingerprint: string) =>
    result({
      subject: { kind: 'file', id: path },
      location: { path, line: 4 },
      message: `${path} runs as root`,
      fingerprint,
    });

  it('knows its findings again, and only them', () => {
    const fresh = result();
    const { results, leftovers } = compareWithBaseline([web, fresh], baselineOf([web]));
    expect(results.map(({ baseline }) => baseline)).toEqual(['known', undefined]);
    expect(leftovers).toEqual([]);
  });

  it('reports what is gone', () => {
    const gone = result();
    expect(compareWithBaseline([web], baselineOf([web, gone])).leftovers.map((entry) => entry.fingerprint)).toEqual([
      gone.fingerprint,
    ]);
  });

  it('follows a file to its new name and notes it', () => {
    const compared = compareWithBaseline([located('docker/Dockerfile', 'b')], baselineOf([located('Dockerfile', 'a')]));
    expect(compared.results[0]?.baseline).toBe('known');
    expect(compared.renamed).toEqual([{ rule: 'rds-public', from: 'Dockerfile', to: 'docker/Dockerfile' }]);
    expect(compared.leftovers).toEqual([]);
  });

  it('does not take a second file for a renamed one', () => {
    const stays = located('Dockerfile', 'a');
    const compared = compareWithBaseline([stays, located('docker/Dockerfile', 'b')], baselineOf([stays]));
    expect(compared.results.map(({ baseline }) => baseline)).toEqual(['known', undefined]);
  });
});

describe('the gate', () => {
  const options: GateOptions = { failOn: 'high', failOnIncomplete: false, exitZero: false };
  const report = (results: readonly Result[], complete = true) => ({
    results,
    summary: summarise(results),
    coverage: { facts: [], requests: 0, throttled: 0, rulesRun: 1, rulesNotAssessed: [], notes: [], complete },
  });

  it('closes at the threshold and says what closed it', () => {
    const results = [result({ severity: 'critical' }), result(), result({ severity: 'medium' })];
    expect(gate(report(results), options)).toEqual({ exitCode: 1, reason: 'exit 1: 2 findings at or above high' });
  });

  it('opens below it and counts what is there', () => {
    const results = [result({ severity: 'medium' }), result({ severity: 'low' })];
    expect(gate(report(results), options)).toEqual({
      exitCode: 0,
      reason: 'exit 0: no finding at or above high (1 medium, 1 low)',
    });
  });

  it('lets through what the baseline knows, what is suppressed and what is unknown', () => {
    const results = [
      result({ baseline: 'known' }),
      result({ status: 'suppressed' }),
      result({ status: 'unknown' }),
      result({ status: 'pass' }),
    ];
    expect(gate(report(results), options).exitCode).toBe(0);
  });

  it('asks for complete evidence only with --fail-on-incomplete, and findings go first', () => {
    const incomplete = report([result({ status: 'unknown' })], false);
    expect(gate(incomplete, options).exitCode).toBe(0);
    expect(gate(incomplete, { ...options, failOnIncomplete: true })).toEqual({
      exitCode: 3,
      reason: 'exit 3: the evidence is incomplete: 1 verdict unknown',
    });
    expect(gate(report([result()], false), { ...options, failOnIncomplete: true }).exitCode).toBe(1);
  });

  it('turns 1 and 3 into 0 with --exit-zero', () => {
    const all = { failOn: 'high', failOnIncomplete: true, exitZero: true } as const;
    expect(gate(report([result()]), all)).toEqual({
      exitCode: 0,
      reason: 'exit 0 because of --exit-zero: 1 finding at or above high',
    });
    expect(gate(report([], false), all).exitCode).toBe(0);
  });
});

describe('owners', () => {
  it('are the first that match subject, path, rule or topic', () => {
    const owners = [
      { match: 'arn:*web*', owner: 'web team' },
      { match: 'databases*', owner: 'data team' },
    ];
    expect(assignOwners([web, result(), result({ topic: 'https' })], owners).map(({ owner }) => owner)).toEqual([
      'web team',
      'data team',
      undefined,
    ]);
  });
});

describe('globs', () => {
  it.each([
    ['rds-*', 'rds-public', true],
    ['rds-*', 'ards-public', false],
    ['*', '', true],
    ['a*a', 'a', false],
    ['*b*', 'abc', true],
    ['rds-public', 'rds-public', true],
    ['rds.public', 'rds-public', false],
    ['a*b*c', 'a-b-b-c', true],
  ])('%s on %s', (pattern, text, answer) => {
    expect(matches(pattern, text)).toBe(answer);
  });
});
