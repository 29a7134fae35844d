import rule from '../../rules/hosting/k8s-missing-probes.ts';
import type { AppProcess, K8sContainer, Workload } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { container, kubernetes, workload } from '../build/pipeline.ts';
import { process } from '../build/process.ts';
import { at, command } from '../build/repository.ts';

const given = (one: K8sContainer, more: Partial<Workload> = {}, processes: readonly AppProcess[] = []) => ({
  given: {
    repository: { kubernetes: kubernetes({ workloads: [workload('web', { containers: [one], ...more })] }), processes },
  },
});
/** The image's own command starts the server, and a proxy with a port of its own stands before it. */
const { command: _, readinessProbe: __, ...bare } = container('app');
const served = [
  process({ artefact: 'kubernetes', path: 'k8s/web.yaml', name: 'web/app', via: [at('k8s/web.yaml', 20)] }),
];
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
    'a server that the image starts, beside a proxy': {
      ...given(container('proxy'), { containers: [bare, container('proxy')] }, served),
      reports: [
        'container app of Deployment web in k8s/web.yaml has no readiness probe: it gets requests before Django has started',
      ],
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
