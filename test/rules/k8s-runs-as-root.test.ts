import rule from '../../rules/hosting/k8s-runs-as-root.ts';
import type { AppProcess, Dockerfile, SecurityContext, Workload } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { container, kubernetes, workload } from '../build/pipeline.ts';
import { process } from '../build/process.ts';
import { at, command, dockerfile } from '../build/repository.ts';

const given = (
  securityContext: SecurityContext,
  dockerfiles: readonly Dockerfile[] = [],
  more: Partial<Workload> = {},
  processes: readonly AppProcess[] = [],
) => ({
  given: {
    repository: {
      kubernetes: kubernetes({
        workloads: [workload('web', { containers: [container('web', { securityContext })], ...more })],
      }),
      dockerfiles,
      processes,
    },
  },
});
const root = dockerfile({ final: { user: { text: 'root', location: at('Dockerfile', 30) } } });
const WHAT = 'container web of Deployment web in k8s/web.yaml';

testRule(rule, {
  pass: {
    'forbidden in the container': given({ runAsNonRoot: true }),
    'another user for the pod': given({}, [], { securityContext: { runAsUser: 1000 } }),
    'the user of the image': given({}, [dockerfile()]),
    'the user of the image that it runs, not of another': given(
      {},
      [dockerfile(), { ...root, path: 'proxy/Dockerfile' }],
      {},
      [
        process({
          artefact: 'kubernetes',
          path: 'k8s/web.yaml',
          name: 'web/web',
          via: [at('k8s/web.yaml', 20)],
          dockerfile: 'Dockerfile',
        }),
      ],
    ),
  },
  fail: {
    'neither says so': {
      ...given({}, [root]),
      reports: [`${WHAT} may run as root: neither its securityContext nor Dockerfile says otherwise`],
    },
    'root by number, against the pod': {
      ...given({ runAsUser: 0 }, [], { securityContext: { runAsUser: 1000 } }),
      reports: [`${WHAT} runs as root`],
    },
    privileged: {
      ...given({ privileged: true, runAsNonRoot: true }),
      reports: [`${WHAT} is privileged: it is root on the node`],
      severities: ['high'],
    },
  },
  unknown: {
    'an image that is built elsewhere': {
      ...given({}),
      reasons: [`${WHAT} has no securityContext: the user of its image decides`],
    },
    'a template': {
      ...given({}, [root], { templated: true }),
      reasons: [`${WHAT} is a template: its securityContext could not be seen`],
    },
  },
  silent: {
    'a cache beside it': {
      given: {
        repository: {
          kubernetes: kubernetes({
            workloads: [
              workload('redis', {
                containers: [container('redis', { command: command('redis-server'), securityContext: {} })],
              }),
            ],
          }),
          dockerfiles: [],
          processes: [],
        },
      },
    },
  },
});
