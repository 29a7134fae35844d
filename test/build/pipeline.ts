import type {
  EnvironmentEntry,
  K8sContainer,
  Kubernetes,
  SecretManifest,
  Text,
  Workflow,
  WorkflowJob,
  WorkflowStep,
  Workload,
} from '../../src/model/repository/index.ts';
import { at, command, image, item, text } from './repository.ts';

const PATH = '.github/workflows/deploy.yml';

export function step(more: Partial<WorkflowStep> = {}): WorkflowStep {
  return { location: at(PATH, 14), with: {}, env: [], continueOnError: false, ...more };
}

export function runs(given: string, more: Partial<WorkflowStep> = {}): WorkflowStep {
  return step({ run: command(given, { location: at(PATH, 16) }), ...more });
}

/** `uses: owner/name@ref` with texts as inputs. */
export function uses(given: string, inputs: Readonly<Record<string, Text | string>> = {}): WorkflowStep {
  const [action = '', ref] = given.split('@');
  return step({
    uses: {
      action,
      ...(ref === undefined ? {} : { ref }),
      pinned: /^[0-9a-f]{40}$/.test(ref ?? ''),
      location: at(PATH, 15),
    },
    with: Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [name, typeof value === 'string' ? reading(value) : value]),
    ),
  });
}

function reading(given: string): Text {
  return given.includes('${{') ? { status: 'reference', text: given } : text(given);
}

export function job(id: string, steps: readonly WorkflowStep[], more: Partial<WorkflowJob> = {}): WorkflowJob {
  const path = more.path ?? PATH;
  return {
    ...item(path, 10, id),
    id,
    name: id,
    needs: [],
    env: [],
    matrix: {},
    steps,
    manual: false,
    continueOnError: false,
    ...more,
  };
}

export function workflow(jobs: readonly WorkflowJob[], more: Partial<Workflow> = {}): Workflow {
  return {
    ...item(more.path ?? PATH),
    system: 'github',
    name: 'Deploy',
    triggers: [{ event: 'push', branches: ['main'], workflows: [], location: at(PATH, 2) }],
    env: [],
    jobs,
    external: [],
    ...more,
  };
}

export function container(name: string, more: Partial<K8sContainer> = {}): K8sContainer {
  return {
    name,
    location: at('k8s/web.yaml', 20),
    image: image('registry.example.com/shop:1.4.2', at('k8s/web.yaml', 21)),
    command: command('gunicorn config.wsgi', { location: at('k8s/web.yaml', 22) }),
    env: [],
    envFrom: [],
    ports: [8000],
    readinessProbe: { kind: 'httpGet', path: '/health/', port: '8000', location: at('k8s/web.yaml', 30) },
    livenessProbe: { kind: 'httpGet', path: '/alive/', port: '8000', location: at('k8s/web.yaml', 34) },
    resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '512Mi' } },
    securityContext: { runAsNonRoot: true },
    volumeMounts: [],
    ...more,
  };
}

export function workload(name: string, more: Partial<Workload> = {}): Workload {
  return {
    ...item(more.path ?? 'k8s/web.yaml', 1, `Deployment/${name}`),
    kind: 'Deployment',
    name,
    origin: 'manifest',
    templated: false,
    replicas: { status: 'known', value: 3 },
    securityContext: {},
    containers: [container('web')],
    initContainers: [],
    podLabels: {},
    volumes: [],
    services: ['web'],
    annotations: {},
    ...more,
  };
}

export function secretManifest(name: string, entries: readonly EnvironmentEntry[]): SecretManifest {
  return {
    ...item('k8s/secret.yaml', 1, `Secret/${name}`),
    name,
    entries: entries.map(({ name: key, value, location }) => ({ key, value, location })),
  };
}

export function kubernetes(more: Partial<Kubernetes> = {}): Kubernetes {
  return { present: true, manifests: [], workloads: [], secrets: [], charts: [], kustomizations: [], ...more };
}
