import rule from '../../rules/databases/db-tls-client-server-mismatch.ts';
import type { DbInstance, ParameterGroup } from '../../src/model/aws/index.ts';
import { collected, type DatabaseLink, type Json } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { databaseLink, denied, liveSettings, service } from '../build/deployment.ts';
import { dbInstance } from '../build/rds.ts';
import { arn, ref } from '../build/ref.ts';

interface Case {
  readonly options?: Json;
  readonly engine?: string;
  readonly forced: string | undefined;
  readonly database?: Partial<DbInstance>;
  readonly through?: DatabaseLink['through'];
}

const group = (name: string, parameter: string, value: string | undefined): ParameterGroup => ({
  ref: ref(arn('rds', `pg:${name}`), name),
  kind: 'instance',
  name,
  parameters: [{ ParameterName: parameter, ...(value === undefined ? {} : { ParameterValue: value }) }],
});

const pair = ({ options, engine = 'django.db.backends.postgresql', forced, database = {}, through }: Case) => {
  const db = dbInstance(database);
  const config = { ENGINE: engine, HOST: 'db', ...(options === undefined ? {} : { OPTIONS: options }) };
  const parameter = db.Engine === 'mysql' ? 'require_secure_transport' : 'rds.force_ssl';
  return {
    given: {
      rds: { parameters: [group(db.DBParameterGroups?.[0]?.DBParameterGroupName ?? '', parameter, forced)] },
      deployment: {
        services: [
          service({
            settings: collected(liveSettings({ DATABASES: { default: config } })),
            databases: collected([databaseLink(db, through)]),
          }),
        ],
      },
    },
  };
};
const WHO = "DATABASES['default'] of ECS service shop-web";
const NEITHER = `neither ${WHO} nor shop-prod insists on TLS: passwords and rows can cross the network in clear, unnoticed`;
const MYSQL = { Engine: 'mysql', EngineVersion: '8.0.39' };

testRule(rule, {
  pass: {
    'the server insists': pair({ forced: '1' }),
    'the default of PostgreSQL 15 and later': pair({ forced: undefined }),
    'MySQL, with ON': pair({ forced: 'ON', engine: 'django.db.backends.mysql', database: MYSQL }),
  },
  fail: {
    'a database that is merely called so is no proxy': {
      ...pair({ forced: '0', database: { DBInstanceIdentifier: 'proxy-db' } }),
      reports: [NEITHER.replace('shop-prod', 'proxy-db')],
    },
    'neither insists': { ...pair({ forced: '0' }), reports: [NEITHER], severities: ['high'] },
    'sslmode=prefer says nothing': { ...pair({ forced: '0', options: { sslmode: 'prefer' } }), reports: [NEITHER] },
    'the default of MySQL 8': {
      ...pair({ forced: undefined, engine: 'django.db.backends.mysql', database: MYSQL }),
      reports: [NEITHER],
    },
    'the client refuses what the server insists on': {
      ...pair({ forced: '1', options: { sslmode: 'disable' } }),
      reports: [`${WHO} refuses TLS and shop-prod insists on it: no connection is made`],
      severities: ['high'],
    },
    'only the client insists': {
      ...pair({ forced: '0', options: { sslmode: 'verify-full' } }),
      reports: [`${WHO} verifies TLS, but shop-prod accepts other clients without it`],
      severities: ['low'],
    },
  },
  unknown: {
    'OPTIONS could not be computed': {
      ...pair({ forced: '0', options: { $unknown: 'a call' } }),
      reasons: ["OPTIONS of DATABASES['default'] could not be computed"],
    },
    'the parameter group was not seen': {
      ...pair({ forced: '0', database: { DBParameterGroups: [{ DBParameterGroupName: '' }] } }),
      given: {
        ...pair({ forced: '0' }).given,
        rds: { parameters: [] },
      },
      reasons: ['rds.force_ssl of shop-prod could not be seen'],
    },
    'the database is not known': {
      given: { rds: { parameters: [] }, deployment: { services: [service({ databases: denied })] } },
      reasons: ['the databases of ECS service shop-web could not be told: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: {
    'RDS Proxy stands between': pair({ forced: '0', through: 'proxy' }),
    'an engine without the parameter': pair({
      forced: undefined,
      database: { Engine: 'oracle-ee', EngineVersion: '19' },
    }),
  },
});
