import rule from '../../rules/deployment/no-deploy-pipeline.ts';
import type { Kubernetes, Workflow } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { job, kubernetes, runs, workflow } from '../build/pipeline.ts';
import { project } from '../build/project.ts';
import { at, item } from '../build/repository.ts';

const given = (workflows: readonly Workflow[], cluster: Kubernetes = kubernetes()) => ({
  given: { repository: { workflows, project: project(), kubernetes: cluster } },
});
const DEPLOY = job('deploy', [runs('eb deploy', { deploys: 'eb deploy' })]);
const TEST = job('test', [runs('pytest', { tests: 'pytest' })]);
const dispatch = { event: 'workflow_dispatch', branches: [], workflows: [], location: at('x') };
const argo = {
  ...item('argo/app.yaml'),
  kind: 'Application',
  apiVersion: 'argoproj.io/v1alpha1',
  name: 'shop',
  origin: 'manifest',
  templated: false,
  body: {},
  labels: {},
} as const;

testRule(rule, {
  pass: {
    'on every push': given([workflow([TEST, DEPLOY])]),
    'on every push, and by hand in another workflow': given([
      workflow([DEPLOY], { triggers: [dispatch] }),
      workflow([TEST, DEPLOY]),
    ]),
  },
  fail: {
    'only tests': {
      ...given([workflow([TEST])]),
      reports: ['no workflow of the repository deploys'],
      severities: ['low'],
    },
    'by hand': {
      ...given([workflow([DEPLOY], { triggers: [dispatch] })]),
      reports: ['.github/workflows/deploy.yml deploys only when somebody starts it'],
      severities: ['info'],
    },
  },
  unknown: {
    'no workflow': {
      ...given([]),
      reasons: ['no workflow is in the repository: CodePipeline or another repository may deploy it'],
    },
    'Argo CD': {
      ...given([workflow([TEST])], kubernetes({ manifests: [argo] })),
      reasons: ['Argo CD or Flux deploys what the repository holds'],
    },
    'a workflow of another repository': {
      ...given([workflow([TEST], { external: [{ what: 'acme/ci/deploy.yml@v1', location: at('x') }] })]),
      reasons: ['no step deploys; acme/ci/deploy.yml@v1 is not in the repository'],
    },
  },
});
