import type { DbCluster, DbInstance, Ec2Facts, ParameterGroup } from '../../src/model/aws/index.ts';
import {
  type DeployedService,
  defineRule,
  type Evidence,
  fail,
  type Json,
  notApplicable,
  pass,
  unknown,
} from '../../src/model/index.ts';
import type { AppProcess, Effective } from '../../src/model/repository/index.ts';
import { seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { maxConnections } from '../shared/max-connections.ts';
import { where } from '../shared/places.ts';
import { sameScope } from '../shared/scope.ts';
import { type DatabaseAlias, databaseAliases, linkEvidence, liveSetting, nameOf } from '../shared/service.ts';
import { isRecord } from '../shared/settings.ts';

export default defineRule({
  id: 'connection-budget-exceeded',
  topic: 'databases/rds',
  severity: 'high',
  goals: ['scaling', 'resilience'],
  docs: {
    title: 'Fit the connections of all workers into max_connections',
    why: 'When the service scales out, or two generations of it run during a deployment, the database refuses connections ("too many clients already") and every page fails, at the very moment of the most traffic.',
    how: 'The worst case of one service is computed: copies at most (with the overlap of a deployment) × gunicorn workers × connections of a worker (one for each thread or greenlet, or the size of the pool). It is compared with `max_connections` of the database: the formula of the parameter group over the memory of the class, of which the engine has about 90 % (75 % below 2 GiB), less what is reserved. Above is high, above 80 % medium. A term that cannot be seen makes it unknown, and the equation says which.',
    fix: 'Fewer threads or workers, a larger class, RDS Proxy, or a pool in OPTIONS.',
    silent: [
      'a database behind RDS Proxy',
      'processes that are not gunicorn',
      'CONN_MAX_AGE = 0 lowers the average, not the worst case: it changes nothing here',
    ],
    example: {
      language: 'sh',
      bad: '# ECS: up to 4 tasks, maximumPercent 200: 8 copies. db.t4g.micro: about 77 connections\ngunicorn config.wsgi --worker-class gthread --workers 3 --threads 4  # 8 × 3 × 4 = 96',
      good: '# ECS: up to 4 tasks, maximumPercent 200: 8 copies. db.t4g.micro: about 77 connections\ngunicorn config.wsgi --worker-class gthread --workers 3 --threads 2  # 8 × 3 × 2 = 48',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections',
      'https://docs.djangoproject.com/en/stable/ref/databases/#persistent-connections',
      'https://docs.gunicorn.org/en/stable/design.html',
    ],
  },
  controls: { wellArchitected: ['REL05', 'REL07'], soc2: ['A1.1'], cwe: ['770', '400'] },
  needs: ['deployment.services', 'rds.parameters', 'rds.instances', 'ec2.instanceTypes'],
  options: {
    fullAt: {
      type: 'number',
      default: 0.8,
      minimum: 0.1,
      maximum: 1,
      stricter: 'lower',
      describe: 'Share of max_connections above which little is left',
    },
  },
  subjects: ({ deployment }) => deployment.services.flatMap((service) => databaseAliases(service, 'connections')),
  judge: (subject, { rds, ec2 }, { options: { fullAt } }) => {
    if ('blind' in subject) return unknown(subject.blind);
    const { service, link } = subject;
    const { to: database } = link.database;
    if (link.through === 'proxy') return notApplicable('RDS Proxy stands between');
    if (service.process.status === 'unavailable')
      return unknown(`the command of ${nameOf(service)} is not known: ${service.process.reason}`);
    const process = service.process.value;
    if (process.gunicorn === undefined) return notApplicable(`${process.kind} is not gunicorn`);
    const demand = demanded(service, process, link.alias);
    const supply = supplied(database, rds.parameters, rds.instances, ec2.instanceTypes);
    const open = [demand, supply].filter((side) => 'missing' in side);
    if (open.length > 0) return unknown(open.map((side) => ('missing' in side ? side.missing : '')).join('; '));
    if ('missing' in demand || 'missing' in supply) return unknown('a term of the equation is missing');
    return compare(subject, demand, supply, process, fullAt);
  },
});

interface Missing {
  readonly missing: string;
}
interface Demand {
  readonly total: number;
  readonly equation: string;
}

function demanded(service: DeployedService, { gunicorn }: AppProcess, alias: string): Demand | Missing {
  if (gunicorn === undefined) return { missing: 'gunicorn' };
  if (service.copies.status === 'unavailable')
    return { missing: `how many copies run at most: ${service.copies.reason}` };
  const workers = known('workers', gunicorn.workers);
  const worker = known('worker_class', gunicorn.worker_class);
  if (typeof workers !== 'number') return workers;
  if (typeof worker === 'object') return worker;
  const pool = poolSize(service, alias);
  const perWorker = pool ?? perWorkerOf(String(worker), gunicorn);
  if (typeof perWorker !== 'number') return perWorker;
  const { maximum, reason } = service.copies.value;
  const total = maximum * workers * perWorker;
  return {
    total,
    equation: `${maximum} copies (${reason}) × ${workers} workers × ${perWorker} connections = ${total}`,
  };
}

function known<T>(name: string, option: Effective<T>): T | Missing {
  return option.status === 'known' ? option.value : { missing: `${name} of gunicorn is not known: ${option.reason}` };
}

/** Django holds a connection for each thread and alias. */
function perWorkerOf(worker: string, gunicorn: NonNullable<AppProcess['gunicorn']>): number | Missing {
  if (worker === 'sync') return 1;
  if (worker === 'gthread') return known('threads', gunicorn.threads);
  if (worker.includes('gevent') || worker.includes('eventlet'))
    return known('worker_connections', gunicorn.worker_connections);
  return { missing: `how many connections a ${worker} worker holds` };
}

/** psycopg_pool: `max_size`, which is `min_size` (4) when it is not given. */
function poolSize({ settings }: DeployedService, alias: string): number | undefined {
  if (settings.status === 'unavailable') return undefined;
  const databases = liveSetting(settings.value, 'DATABASES')?.value;
  const config = databases?.status === 'known' && isRecord(databases.value) ? databases.value[alias] : undefined;
  const options = isRecord(config) ? config['OPTIONS'] : undefined;
  const pool: Json | undefined = isRecord(options) ? options['pool'] : undefined;
  if (pool === true) return 4;
  if (!isRecord(pool)) return undefined;
  const size = pool['max_size'] ?? pool['min_size'] ?? 4;
  return typeof size === 'number' ? size : undefined;
}

interface Supply {
  readonly total: number;
  readonly equation: string;
}

/** PostgreSQL keeps 3 for superusers and RDS some more; MySQL and MariaDB one. */
function reservedOf(engine: string): number {
  return engine.includes('postgres') ? 7 : 1;
}

const GIB = 1024 ** 3;

function supplied(
  database: DbInstance | DbCluster,
  groups: readonly ParameterGroup[],
  instances: readonly DbInstance[],
  types: Ec2Facts['ec2.instanceTypes'],
): Supply | Missing {
  const instance = 'DBInstanceArn' in database ? database : writerOf(database, instances);
  const name = database.ref.name ?? database.ref.id;
  if (instance === undefined) return { missing: `the writer of ${name} was not described` };
  const formula = formulaOf(database, instance, groups);
  if (formula === undefined) return { missing: `max_connections of ${name} could not be seen` };
  const memory = memoryOf(instance, types);
  if (memory === undefined && !/^\d+$/.test(formula))
    return { missing: `the memory of ${instance.DBInstanceClass} is not known` };
  const limit = maxConnections(formula, usable(memory ?? 0));
  if (limit === undefined) return { missing: `max_connections of ${name} is no formula that can be read: ${formula}` };
  const reserved = reservedOf(database.Engine);
  const total = limit - reserved;
  return {
    total,
    equation: `${formula} on ${instance.DBInstanceClass} ≈ ${limit}, less ${reserved} reserved = ${total}`,
  };
}

function writerOf(cluster: DbCluster, instances: readonly DbInstance[]): DbInstance | undefined {
  const writer = cluster.DBClusterMembers?.find(({ IsClusterWriter }) => IsClusterWriter === true);
  return instances.find((one) => one.DBInstanceIdentifier === writer?.DBInstanceIdentifier && sameScope(one, cluster));
}

/** The instance's own group first; Aurora's clusters set it in the cluster's. */
function formulaOf(
  database: DbInstance | DbCluster,
  instance: DbInstance,
  groups: readonly ParameterGroup[],
): string | undefined {
  const names = [
    ['instance', instance.DBParameterGroups?.[0]?.DBParameterGroupName],
    ['cluster', 'DBClusterParameterGroup' in database ? database.DBClusterParameterGroup : undefined],
  ] as const;
  for (const [kind, name] of names) {
    const group = groups.find((one) => one.kind === kind && one.name === name && sameScope(one, instance));
    const value = group?.parameters.find(({ ParameterName }) => ParameterName === 'max_connections')?.ParameterValue;
    if (value !== undefined) return value;
  }
  return undefined;
}

function memoryOf({ DBInstanceClass }: DbInstance, types: Ec2Facts['ec2.instanceTypes']): number | undefined {
  const type = types.find(({ InstanceType }) => `db.${InstanceType}` === DBInstanceClass);
  const size = type?.MemoryInfo?.SizeInMiB;
  return size === undefined ? undefined : size * 1024 * 1024;
}

/** The operating system and RDS take their part of it: measured at 75 % of a 1 GiB class and 90 to 95 % of 8 GiB ones. */
function usable(memory: number): number {
  return memory * (memory < 2 * GIB ? 0.75 : 0.9);
}

function compare(
  { service, link }: DatabaseAlias,
  demand: Demand,
  supply: Supply,
  process: AppProcess,
  fullAt: number,
) {
  const { to: database, edge } = link.database;
  const name = database.ref.name ?? database.ref.id;
  const evidence: readonly Evidence[] = [
    seen('connections at most', demand.equation, 'gunicorn, ecs:DescribeServices'),
    seen('max_connections', supply.equation, 'rds:DescribeDBParameters, ec2:DescribeInstanceTypes'),
    seen('link', edge.reason, 'deployment'),
    linkEvidence(service),
  ];
  if (demand.total <= supply.total * fullAt) {
    return pass(`${nameOf(service)} opens at most ${demand.total} of about ${supply.total} connections of ${name}`, {
      evidence,
    });
  }
  const over = demand.total > supply.total;
  return fail(
    `${nameOf(service)} can open ${demand.total} connections and ${name} takes about ${supply.total}: ${over ? 'at full scale, or while a deployment overlaps, pages fail with "too many clients"' : 'little is left for workers, migrations and people'}`,
    {
      severity: over ? 'high' : 'medium',
      confidence: 'medium',
      evidence,
      ...where(process.location),
      fix: fix(
        'Make the two numbers fit',
        text(`Lower one of: ${demand.equation}`),
        text(
          'Or DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 2, "max_size": 4}} (Django 5.1 and later, psycopg 3), RDS Proxy, or a larger class.',
        ),
      ),
    },
  );
}
