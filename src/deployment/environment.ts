import type { DeployedService, EvaluatedSettings } from '../model/index.ts';
import { type Candidate, variable } from './candidate.ts';

const TAGS = ['environment', 'env', 'stage', 'elasticbeanstalk:environment-name'];
const VARIABLES = ['ENVIRONMENT', 'ENV', 'DJANGO_ENV', 'SENTRY_ENVIRONMENT', 'DD_ENV', 'APP_ENV', 'STAGE'];

/** What says which environment a service is: a tag first, then a variable, then the last part of its settings module. */
export function environmentOf(
  candidate: Candidate,
  settings: EvaluatedSettings | undefined,
): DeployedService['environment'] {
  for (const [key, value] of Object.entries(candidate.tags)) {
    if (TAGS.includes(key.toLowerCase()) && value !== '') return { name: normal(value), reason: `its tag ${key}` };
  }
  const variables = candidate.variables.status === 'collected' ? candidate.variables.value : [];
  for (const name of VARIABLES) {
    const value = variable(variables, name);
    if (value !== undefined && value !== '') return { name: normal(value), reason: `its variable ${name}` };
  }
  const module = settings?.module.split('.').at(-1) ?? '';
  return KNOWN.test(module)
    ? { name: normal(module), reason: `its settings module ${settings?.module ?? ''}` }
    : undefined;
}

const KNOWN = /^(prod(uction)?|live|stag(e|ing)|uat|qa|test(ing)?|dev(elopment)?|demo|preview)$/i;

/** `prod` and `Production` are one environment. */
function normal(name: string): string {
  const lower = name.toLowerCase();
  if (/^(prod|production|live)$/.test(lower)) return 'production';
  if (/^(stage|staging|stg)$/.test(lower)) return 'staging';
  return /^(dev|development)$/.test(lower) ? 'development' : lower;
}
