import { summarise } from '../../src/engine/report.ts';
import type { Report, ReporterOptions, ReportRule, Result } from '../../src/model/index.ts';

export const OPTIONS: ReporterOptions = { color: false, width: 100, verbose: false, quiet: false };

const ACCOUNT = '123456789012';
const REGION = 'eu-central-1';

/** A finding of each kind: in a file, in the account, across both. */
export const IN_FILE: Result = {
  rule: 'debug-true',
  status: 'fail',
  severity: 'critical',
  confidence: 'high',
  topic: 'https/django-settings',
  goals: ['data'],
  subject: { kind: 'setting', id: 'DEBUG', name: 'DEBUG' },
  location: { path: 'config/settings/production.py', line: 24, column: 1, endLine: 24, endColumn: 44 },
  message:
    'DEBUG is True when DEBUG is not set: error pages show source, settings and local variables to every visitor',
  evidence: [
    {
      label: 'DEBUG',
      value: 'True when DEBUG is not set; the variable DEBUG when DEBUG is set',
      source: 'config/settings/production.py:24',
      location: { path: 'config/settings/production.py', line: 24 },
    },
  ],
  fix: {
    title: 'Let DEBUG be off unless the environment turns it on',
    steps: [
      {
        kind: 'diff',
        content: '-DEBUG = env.bool("DEBUG", default=True)\n+DEBUG = env.bool("DEBUG", default=False)',
        safety: 'unsafe',
        edit: { path: 'config/settings/production.py', start: 510, end: 514, text: 'False' },
      },
    ],
  },
  controls: { cwe: ['489'], djangoCheck: ['security.W018'] },
  fingerprint: '00000000000000000000000000000001',
  owner: 'web team',
  frame: {
    start: 22,
    lines: ['', '# Read from the environment', 'DEBUG = env.bool("DEBUG", default=True)', "SECRET_KEY = '***'", ''],
  },
};

export const IN_ACCOUNT: Result = {
  rule: 'rds-no-backups',
  status: 'fail',
  severity: 'high',
  confidence: 'high',
  topic: 'databases/backups',
  goals: ['data'],
  subject: {
    kind: 'resource',
    id: `arn:aws:rds:${REGION}:${ACCOUNT}:db:prod-db`,
    name: 'prod-db',
    account: ACCOUNT,
    region: REGION,
  },
  message: 'postgres instance prod-db keeps no automated backups',
  evidence: [{ label: 'BackupRetentionPeriod', value: '0', source: 'rds:DescribeDBInstances' }],
  fix: {
    title: 'Keep backups for a week',
    steps: [
      {
        kind: 'aws-cli',
        content:
          'aws rds modify-db-instance --db-instance-identifier prod-db \\\n  --backup-retention-period 7 --apply-immediately',
      },
    ],
  },
  controls: { awsFsbp: ['RDS.11'], cwe: ['1188'] },
  fingerprint: '00000000000000000000000000000002',
};

export const ACROSS: Result = {
  rule: 'proxy-ssl-header-missing',
  status: 'fail',
  severity: 'medium',
  confidence: 'medium',
  topic: 'https/django-settings',
  goals: ['resilience', 'data'],
  subject: {
    kind: 'resource',
    id: `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`,
    name: 'shop:443',
    account: ACCOUNT,
    region: REGION,
  },
  location: { path: 'config/settings/base.py', line: 80 },
  message: 'shop:443 ends TLS, but SECURE_PROXY_SSL_HEADER is not set: Django takes every request for plain HTTP',
  evidence: [
    { label: 'Protocol', value: 'HTTPS', source: 'elasticloadbalancing:DescribeListeners' },
    {
      label: 'SECURE_SSL_REDIRECT',
      value: 'True',
      source: 'config/settings/production.py:31',
      location: { path: 'config/settings/production.py', line: 31 },
    },
  ],
  fix: {
    title: 'Trust the header that the load balancer sets',
    steps: [{ kind: 'text', content: 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")' }],
  },
  controls: {},
  fingerprint: '00000000000000000000000000000003',
  frame: { start: 79, lines: ['', 'MIDDLEWARE = [', '    "django.middleware.security.SecurityMiddleware",'] },
};

export const UNKNOWN: Result = {
  rule: 'rds-public',
  status: 'unknown',
  severity: 'critical',
  confidence: 'high',
  topic: 'databases/network',
  goals: ['data'],
  subject: {
    kind: 'environment',
    id: `aws/${ACCOUNT}/eu-west-1`,
    name: `account ${ACCOUNT} eu-west-1`,
    account: ACCOUNT,
    region: 'eu-west-1',
  },
  message: `rds.instances could not be read in account ${ACCOUNT} eu-west-1: denied: rds:DescribeDBInstances`,
  evidence: [
    {
      label: 'rds.instances',
      value: 'unavailable: denied: rds:DescribeDBInstances',
      source: 'rds:DescribeDBInstances',
    },
  ],
  controls: {},
  fingerprint: '00000000000000000000000000000004',
};

export const ACCEPTED: Result = {
  ...IN_ACCOUNT,
  status: 'suppressed',
  subject: { ...IN_ACCOUNT.subject, id: `arn:aws:rds:${REGION}:${ACCOUNT}:db:scratch`, name: 'scratch' },
  fingerprint: '00000000000000000000000000000005',
  suppression: { reason: 'thrown away every night', until: '2027-03-31', owner: 'data team', source: 'djaudit.yml:12' },
};

export const PASSED: Result = {
  ...IN_ACCOUNT,
  rule: 'rds-unencrypted',
  status: 'pass',
  topic: 'databases/encryption-at-rest',
  message: 'prod-db is encrypted with aws/rds',
  evidence: [{ label: 'StorageEncrypted', value: 'true', source: 'rds:DescribeDBInstances' }],
  fingerprint: '00000000000000000000000000000006',
};

export const SAMPLE: readonly Result[] = [IN_FILE, IN_ACCOUNT, ACROSS, UNKNOWN, ACCEPTED, PASSED];

const LAYERS: Readonly<Record<string, ReportRule['layer']>> = {
  'debug-true': 'repo',
  'proxy-ssl-header-missing': 'cross',
};

export function ruleOf({ rule, topic, goals, severity, controls }: Result): ReportRule {
  return {
    id: rule,
    title: `Mend ${rule}`,
    layer: LAYERS[rule] ?? 'aws',
    topic,
    goals,
    severity,
    why: 'What happens to whom.',
    how: 'How it is judged.',
    fix: 'How to mend it.',
    references: ['https://docs.djangoproject.com/en/stable/ref/settings/'],
    controls,
  };
}

/** A whole report around these results. */
export function reportOf(results: readonly Result[] = SAMPLE, more: Partial<Report> = {}): Report {
  const rules = new Map(results.map((result) => [result.rule, ruleOf(result)]));
  const account = {
    id: ACCOUNT,
    regions: [REGION, 'eu-west-1'],
    role: `arn:aws:sts::${ACCOUNT}:assumed-role/Auditor/ci`,
  };
  return {
    schemaVersion: 1,
    tool: { name: 'djaudit', version: '0.1.0' },
    startedAt: '2026-11-25T10:00:00.000Z',
    durationMs: 4210,
    target: {
      repository: {
        path: 'shop',
        commit: '0123456789abcdef0123456789abcdef01234567',
        settingsModule: 'config.settings.production',
        chosenBy: 'DJANGO_SETTINGS_MODULE in Dockerfile:12',
        djangoVersion: '5.2',
      },
      account,
      accounts: [account],
    },
    coverage: {
      facts: [
        { name: 'rds.instances', account: ACCOUNT, region: REGION, status: 'collected', count: 2 },
        {
          name: 'rds.instances',
          account: ACCOUNT,
          region: 'eu-west-1',
          status: 'unavailable',
          count: 0,
          reason: 'denied: rds:DescribeDBInstances',
          action: 'rds:DescribeDBInstances',
        },
        { name: 'repository.settings', region: 'global', status: 'collected', count: 1 },
      ],
      requests: 42,
      throttled: 1,
      rulesRun: 5,
      rulesNotAssessed: [],
      notes: [{ path: 'config/local.py', message: 'is not there (a link to nothing?)' }],
      complete: false,
    },
    rules: [...rules.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    results,
    summary: summarise(results),
    ...more,
  };
}
