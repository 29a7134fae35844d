import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readSnapshot, writeSnapshot } from '../../src/aws/snapshot.ts';
import type { AccountCollection } from '../../src/model/account.ts';
import type { FactRecord } from '../../src/model/index.ts';
import { UserError } from '../../src/model/user-error.ts';
import { autoScalingGroup, autoscalingAnswers } from '../account/build/autoscaling.ts';
import { ec2Answers, launchTemplateVersion } from '../account/build/ec2.ts';
import { container, ecsAnswers, ecsCluster, ecsService, taskDefinition } from '../account/build/ecs.ts';
import { ebEnvironment, elasticbeanstalkAnswers } from '../account/build/elasticbeanstalk.ts';
import { type FakeAccount, startAccount } from '../account/index.ts';
import { collectFrom } from './collect.ts';
import { crowd } from './crowd.ts';

let account: FakeAccount | undefined;
afterEach(async () => {
  await account?.close();
  account = undefined;
});

const NOW = new Date('2026-11-25T10:00:00Z');

function written(collection: AccountCollection): string {
  return [...writeSnapshot(collection, '0.1.0', NOW)].join('');
}

describe('a snapshot', () => {
  it('gives back what was collected, dates and all', { timeout: 60_000 }, async () => {
    account = await startAccount({ answers: crowd(2) });
    const collection = await collectFrom(account);
    const text = written(collection);
    const snapshot = await readSnapshot([Buffer.from(text)], 'account.json');
    expect(snapshot.takenAt).toBe(NOW.toISOString());
    expect(snapshot.collection).toEqual(collection);
    expect(written(snapshot.collection)).toBe(text);
  });

  it('is the same bytes for the same account, whatever came first', { timeout: 60_000 }, async () => {
    const texts: string[] = [];
    for (const latencyMs of [0, 3]) {
      account = await startAccount({ answers: crowd(3), latencyMs });
      const { records } = await collectFrom(account);
      const rest = { accounts: [], notes: [], requests: 0, throttled: 0, durationMs: 0, interrupted: false };
      texts.push(written({ ...rest, records }));
      await account.close();
    }
    account = undefined;
    expect(texts[0]).toBe(texts[1]);
  });

  it.each([
    ['no JSON', 'hello', /^account.json is not a snapshot of djaudit: it is no JSON$/],
    ['another file', '{"schemaVersion": 1}', /^account.json is not a snapshot of djaudit$/],
    [
      'a later version',
      '{"djauditSnapshot": 2}',
      /^account.json is a snapshot of version 2, which this djaudit does not read$/,
    ],
    ['one that was cut', '{"djauditSnapshot": 1}', /^account.json is a snapshot that has been cut or changed$/],
    ['half of one', '{"djauditSnapshot": 1, "accounts": [], "records": [{"name"', /: it is no JSON$/],
  ])('refuses %s in one line', async (_, text, message) => {
    const read = readSnapshot([Buffer.from(text)], 'account.json');
    await expect(read).rejects.toThrow(UserError);
    await expect(read).rejects.toThrow(message);
  });

  it('is the same however the file is cut into chunks, and however it is written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ name: fc.string(), fact: fc.jsonValue() }), { maxLength: 4 }),
        fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(undefined, 1, 4),
        async (records, notes, size, indent) => {
          const file = { notes, records, djauditSnapshot: 1, accounts: [], requests: 7, takenAt: '"records": [' };
          const bytes = Buffer.from(JSON.stringify(file, undefined, indent));
          const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
            bytes.subarray(at * size, (at + 1) * size),
          );
          const { collection, takenAt } = await readSnapshot(chunks, 'account.json');
          expect({ ...collection, takenAt }).toMatchObject({ notes, requests: 7, takenAt: file.takenAt });
          expect(collection.records).toEqual(JSON.parse(JSON.stringify(records)));
        },
      ),
    );
  });

  it('is written in pieces as it would be in one', () => {
    const rest = { accounts: [], notes: ['a'], requests: 0, throttled: 0, durationMs: 0, interrupted: false };
    const record: FactRecord<'rds.proxies'> = {
      name: 'rds.proxies',
      scope: { account: '1', region: 'eu-west-1' },
      fact: { status: 'unavailable', reason: 'a "records": [] that\nis none' },
    };
    for (const records of [[], [record], [record, record]]) {
      const text = written({ ...rest, records });
      expect(JSON.stringify(JSON.parse(text), undefined, 1)).toBe(text.trimEnd());
      expect(JSON.parse(text)).toMatchObject({ ...rest, records });
    }
  });
});

describe('secrets of an account', () => {
  const CANARY = 'cAnArY7-n0b0dy-may-see';

  it('are in no snapshot', async () => {
    const web = container({
      name: 'web',
      environment: [
        { name: 'SECRET_KEY', value: CANARY },
        { name: 'DATABASE_URL', value: `postgres://shop:${CANARY}@db.example.com/shop` },
        { name: 'DEBUG', value: 'False' },
      ],
      command: ['gunicorn', `--token=${CANARY}`, '--password', CANARY],
      dockerLabels: { apiKey: CANARY },
      logConfiguration: { logDriver: 'splunk', options: { 'splunk-token': CANARY } },
      healthCheck: { command: ['CMD-SHELL', `curl -H "Authorization: ${CANARY}" localhost`] },
    });
    const definition = taskDefinition('web', 7, [web], {
      volumes: [{ name: 'x', dockerVolumeConfiguration: { driverOpts: { o: `password=${CANARY}` } } }],
    });
    const service = ecsService('arn:x', { taskDefinition: definition.taskDefinitionArn, deployments: [] });
    const environment = ebEnvironment();
    const option = (Namespace: string, OptionName: string, Value: string) => ({ Namespace, OptionName, Value });
    account = await startAccount({
      answers: {
        ecs: ecsAnswers({ clusters: [ecsCluster()], services: [service], taskDefinitions: [definition] }),
        elasticbeanstalk: elasticbeanstalkAnswers({
          environments: [environment],
          options: {
            [environment.EnvironmentName ?? '']: [
              option('aws:elasticbeanstalk:application:environment', 'DJANGO_SECRET_KEY', CANARY),
              option('aws:elasticbeanstalk:application:environment', 'REDIS_URL', `redis://:${CANARY}@cache/1`),
              option('aws:elasticbeanstalk:application:environment', 'DJANGO_SETTINGS_MODULE', 'config.production'),
              option('aws:cloudformation:template:parameter', 'EnvironmentVariables', `X=${CANARY},Y=2`),
              option('aws:rds:dbinstance', 'DBPassword', CANARY),
            ],
          },
        }),
        autoscaling: autoscalingAnswers({ groups: [autoScalingGroup()] }),
        ec2: ec2Answers({
          launchTemplateVersions: [
            launchTemplateVersion({
              LaunchTemplateData: {
                UserData: Buffer.from(`#!/bin/sh\nexport DB_PASSWORD=${CANARY}\ndnf update`).toString('base64'),
              },
            }),
          ],
        }),
      },
    });
    const facts = [
      'ecs.taskDefinitions',
      'elasticbeanstalk.configurationSettings',
      'ec2.launchTemplateVersions',
    ] as const;
    const text = written(await collectFrom(account, { facts }));
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(Buffer.from(CANARY).toString('base64').slice(0, 12));
    for (const kept of [
      'db.example.com',
      'config.production',
      '"False"',
      'dnf update',
      'SECRET_KEY',
      'redis',
      'DBPassword',
    ]) {
      expect(text).toContain(kept);
    }
  });
});

describe('the deployment’s scope', () => {
  it('reads in depth what the repository or the live environment names, and everything when nothing is named', async () => {
    const answers = crowd(4);
    account = await startAccount({ answers });
    const named = async (
      mentions: (name: string) => boolean,
      facts: readonly ('s3.policies' | 'ecs.taskDefinitions')[] = ['s3.policies'],
    ) => {
      const from = account;
      if (from === undefined) throw new Error('no account');
      const { records } = await collectFrom(from, { facts, scope: 'deployment', mentions });
      const fact = records.find(({ name }) => name === 's3.policies')?.fact;
      return fact?.status === 'collected' ? fact.value.map(({ ref }) => ref.name) : [];
    };
    expect(await named((name) => name === 'shop-0002')).toEqual(['shop-0002']);
    expect(await named(() => false)).toHaveLength(4);
  });
});
