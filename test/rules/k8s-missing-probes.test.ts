import rule from '../../rules/hosting/k8s-missing-probes.ts';
import type { K8sContainer, Workload } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { container, kubernetes, workload } from '../build/pipeline.ts';
import { at, command } from '../build/repository.ts';

const given = (one: K8sContainer, more: Partial<Workload> = {}) => ({
  given: { repository: { kubernetes: kubernetes({ workloads: [workload('web', { containers: [one], ...more })] }) } },
});
const without = (name: 'readinessProbe' | 'livenessProbe') => {
  const { [name]: _, ...rest } = container('web');
  return rest;
};
const exec = { kind: 'exec', command: command('true'), location: at('k8s/web.yaml', 31) } as const;

testRule(rule, {
  pass: {
    'both probes': given(container('web')),
    'a command as a probe': given(container('web', { readinessProbe: exec })),
  },
  fail: {
    'no readiness': {
      ...given(without('readinessProbe')),
      reports: [
        'container web of Deployment web in k8s/web.yaml has no readiness probe: it gets requests before Django has started',
      ],
      severities: ['medium'],
    },
    'no liveness': {
      ...given(without('livenessProbe')),
      reports: ['container web of Deployment web in k8s/web.yaml has no liveness probe: a process that hangs stays'],
      severities: ['low'],
    },
  },
  unknown: {
    'a template': {
      ...given(without('readinessProbe'), { templated: true, origin: 'helm' }),
      reasons: ['container web of Deployment web in k8s/web.yaml is a template: its probes could not be seen'],
    },
  },
  silent: {
    'a worker': given(container('worker', { command: command('celery -A config worker') }), { services: [] }),
    'a Job': given(without('readinessProbe'), { kind: 'Job' }),
    'a manifest for development': given(without('readinessProbe'), { role: 'development' }),
  },
});
