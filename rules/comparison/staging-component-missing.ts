import {
  type DeployedEnvironment,
  type DeployedService,
  defineRule,
  type Fact,
  fail,
  pass,
  unknown,
} from '../../src/model/index.ts';
import { type Comparison, compared, comparisons, environmentEvidence } from '../shared/environments.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';

export default defineRule({
  id: 'staging-component-missing',
  topic: 'comparison/components',
  severity: 'medium',
  docs: {
    title: 'Give staging every component that production has',
    why: 'What staging lacks is tried in production for the first time: headers that a load balancer sets, a cache that evicts, files that a CDN keeps, tasks that a worker runs.',
    how: 'The kinds of components that links lead to from production’s services: load balancer, RDS database, cache, bucket, CloudFront, Celery worker. A kind that none of staging’s services has is missing. Where a list of staging could not be read, its kind is open, never missing.',
    fix: 'Add the component, in a smaller size: the kind counts, not the capacity.',
    silent: ['sizes and counts', 'components that production lacks', 'environments that do not stand for production'],
    example: {
      language: 'text',
      bad: 'production: load balancer, RDS database, cache, Celery worker\nstaging:    load balancer, RDS database, cache',
      good: 'production: load balancer, RDS database, cache, Celery worker\nstaging:    load balancer, RDS database, cache, Celery worker',
    },
    references: ['https://12factor.net/dev-prod-parity'],
  },
  controls: { wellArchitected: ['OPS06', 'REL12'], soc2: ['CC8.1'] },
  needs: ['deployment.environments'],
  subjects: ({ deployment }) => comparisons(deployment.environments),
  judge: (subject) => compared(subject, missing),
});

const KINDS: Readonly<Record<string, (service: DeployedService) => Fact<readonly unknown[]>>> = {
  'load balancer': ({ frontDoors }) => frontDoors,
  'RDS database': ({ databases }) => databases,
  cache: ({ caches }) => caches,
  bucket: ({ buckets }) => buckets,
  'CloudFront distribution': ({ distributions }) => distributions,
  'Celery worker': ({ process }) =>
    process.status === 'unavailable'
      ? process
      : { status: 'collected', value: process.value.kind === 'celery-worker' ? [process.value] : [] },
};

function missing(comparison: Comparison) {
  const { production, other } = comparison;
  const wanted = Object.entries(KINDS).filter(([, of]) => has(production, of) === 'yes');
  const lacks = wanted.filter(([, of]) => has(other, of) === 'no').map(([kind]) => kind);
  const open = Object.entries(KINDS)
    .filter(([, of]) => isOpen(production, other, of))
    .map(([kind]) => kind);
  const evidence = [
    seen(
      `components of ${production.name}`,
      wanted.map(([kind]) => kind),
      'deployment',
    ),
    seen(`missing in ${other.name}`, lacks, 'deployment'),
    ...environmentEvidence(comparison),
  ];
  if (lacks.length > 0) {
    return fail(
      `${other.name} has no ${list(lacks)}, which production has: they are tried in production for the first time`,
      {
        evidence,
        fix: fix(`Add ${list(lacks)} to ${other.name}`, text('The smallest size will do.')),
      },
    );
  }
  if (open.length > 0)
    return unknown(`whether ${other.name} has ${list(open)} as production does could not be told`, { evidence });
  return pass(`${other.name} has every kind of component that production has`, { evidence });
}

/** Whether staging lacks the kind hangs on a list that could not be read. */
function isOpen(production: DeployedEnvironment, other: DeployedEnvironment, of: Parameters<typeof has>[1]): boolean {
  return has(other, of) === 'open'
    ? has(production, of) !== 'no'
    : has(other, of) === 'no' && has(production, of) === 'open';
}

function has(
  { services }: DeployedEnvironment,
  of: (service: DeployedService) => Fact<readonly unknown[]>,
): 'yes' | 'no' | 'open' {
  const lists = services.map(of);
  if (lists.some((fact) => fact.status === 'collected' && fact.value.length > 0)) return 'yes';
  return lists.some(({ status }) => status === 'unavailable') ? 'open' : 'no';
}
