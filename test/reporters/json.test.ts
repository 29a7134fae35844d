import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { json } from '../../reporters/json.ts';
import { markdown } from '../../reporters/markdown/index.ts';
import { terminal } from '../../reporters/terminal/index.ts';
import { graph } from '../../src/deployment/graph.ts';
import { buildReport, onTheDay } from '../../src/engine/index.ts';
import { fail, type Report } from '../../src/model/index.ts';
import { service } from '../build/deployment.ts';
import { OPTIONS, reportOf, SAMPLE } from '../build/report.ts';
import { attestation } from '../build/uptime.ts';
import { evaluate, FRANKFURT, have, lack, rule } from '../engine/build.ts';

const schema = JSON.parse(readFileSync('schema/report-1.json', 'utf8')) as Node; // our own file
const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);

interface Node {
  readonly [key: string]: unknown;
}

function written(report: Report): string {
  return [...json(report)].join('');
}

function errors(report: unknown): readonly string[] {
  validate(report);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

describe('the JSON report', () => {
  it('is the report, as its schema says', () => {
    const text = written(reportOf());
    expect(text).toBe(`${JSON.stringify(reportOf(), undefined, 2)}\n`);
    expect(written({ ...reportOf(), results: [] })).toBe(
      `${JSON.stringify({ ...reportOf(), results: [] }, undefined, 2)}\n`,
    );
    expect(errors(JSON.parse(text))).toEqual([]);
  });

  it('of a run of the engine is as the schema says', () => {
    const rules = [rule('encrypted', ['rds.instances'], ({ ref }) => fail(`${ref.name} is plain`))];
    const records = [
      have('rds.instances', FRANKFURT, []),
      lack('rds.instances', { account: '123456789012', region: 'x' }, 'throttled'),
    ];
    const report = buildReport(rules, evaluate({ rules, records }), {
      version: '0.1.0',
      startedAt: '2026-11-25T10:00:00.000Z',
      durationMs: 1.5,
      target: {},
      requests: 1,
      throttled: 0,
      notes: [],
      interrupted: true,
    });
    expect(errors(JSON.parse(written(report)))).toEqual([]);
    expect(report.coverage).toMatchObject({ complete: false, interrupted: true, rulesRun: 1 });
  });

  it('lists what was attested', () => {
    const attestations = onTheDay(
      [attestation('uptime'), attestation('load-test', { until: '2026-01-01' })],
      '2026-11-25',
    );
    const report = { ...reportOf(), attestations };
    expect(errors(JSON.parse(written(report)))).toEqual([]);
    expect(terminal(report, OPTIONS)).toContain(
      '  uptime UptimeRobot asks /health-check/ every 5 minutes\n    until 2027-03-31 · web team · djaudit.yml:4\n',
    );
    expect(terminal(report, OPTIONS)).toContain('expired on 2026-01-01 · web team');
    expect(markdown(report)).toContain('| `uptime` | UptimeRobot asks');
  });

  it('shows how the two sides were joined, each edge with its reason and both its sources', () => {
    const web = service();
    const [frontDoor] = web.frontDoors.status === 'collected' ? web.frontDoors.value : [];
    if (frontDoor === undefined) throw new Error('the service has a load balancer');
    const records = [have('deployment.services', {}, [web]), have('deployment.graph', {}, graph([web], []))];
    const report = buildReport([], evaluate({ records }), {
      version: '0.1.0',
      startedAt: '2026-11-25T10:00:00.000Z',
      durationMs: 1.5,
      target: {},
      requests: 1,
      throttled: 0,
      notes: [],
      interrupted: false,
    });
    expect(errors(JSON.parse(written(report)))).toEqual([]);
    expect(report.deployment?.services).toMatchObject([{ platform: 'ecs', environment: { name: 'production' } }]);
    expect(report.deployment?.edges.map(({ kind }) => kind)).toEqual(['runs', 'sends requests to']);
    const text = terminal(report, { ...OPTIONS, verbose: true });
    expect(text).toContain(`target group ${frontDoor.targetGroup.TargetGroupName} of`);
    expect(terminal(report, OPTIONS)).not.toContain('target group');
  });

  it.each<[string, (report: Report) => unknown]>([
    ['/schemaVersion must be equal to constant', (report) => ({ ...report, schemaVersion: 2 })],
    ["/ must have required property 'results'", ({ results: _, ...report }) => report],
    ['/ must NOT have additional properties', (report) => ({ ...report, extra: 1 })],
    [
      '/results/0/status must be equal to one of the allowed values',
      (report) => ({ ...report, results: [{ ...SAMPLE[0], status: 'ok' }] }),
    ],
    [
      '/results/0/fingerprint must match pattern "^[0-9a-f]{32}$"',
      (report) => ({ ...report, results: [{ ...SAMPLE[0], fingerprint: 'x' }] }),
    ],
  ])('is refused: %s', (message, change) => {
    expect(errors(change(reportOf()))).toContain(message.replace(/^\/ /, ' '));
  });
});

describe('the schema', () => {
  /** Every schema in the schema, with its path. */
  function* nodes(node: Node, path: string): Iterable<readonly [string, Node]> {
    yield [path, node];
    for (const key of ['properties', '$defs'] as const) {
      for (const [name, child] of Object.entries((node[key] ?? {}) as Record<string, Node>))
        yield* nodes(child, `${path}/${name}`);
    }
    if (node['items'] !== undefined) yield* nodes(node['items'] as Node, `${path}/items`);
    for (const [index, child] of ((node['oneOf'] ?? []) as readonly Node[]).entries())
      yield* nodes(child, `${path}/${index}`);
    if (typeof node['additionalProperties'] === 'object')
      yield* nodes(node['additionalProperties'] as Node, `${path}/*`);
  }

  it('describes every field', () => {
    const silent = [...nodes(schema, '')]
      .filter(([, node]) => typeof node['description'] !== 'string')
      .map(([path]) => path);
    expect(silent).toEqual([]);
  });

  it('closes every object', () => {
    const open = [...nodes(schema, '')]
      .filter(([, node]) => node['type'] === 'object' && node['additionalProperties'] === undefined)
      .map(([path]) => path);
    expect(open).toEqual([]);
  });
});
