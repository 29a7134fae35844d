import rule from '../../rules/secrets/k8s-plaintext-secret.ts';
import { testRule } from '../../src/testing/index.ts';
import { container, kubernetes, secretManifest, workload } from '../build/pipeline.ts';
import { at, secret, text, variable } from '../build/repository.ts';

const given = (more: Parameters<typeof kubernetes>[0]) => ({ given: { repository: { kubernetes: kubernetes(more) } } });
const place = at('k8s/secret.yaml', 8);

testRule(rule, {
  pass: {
    'names of keys in the values of a chart': given({
      secrets: [
        secretManifest('values', [
          variable('postgresql.auth.secretKeys.adminPasswordKey', secret(), place),
          variable('redis.existingSecret', secret(), place),
        ]),
      ],
    }),
    placeholders: given({
      secrets: [secretManifest('shop', [variable('SECRET_KEY', secret({ placeholder: true }), place)])],
    }),
    'filled in by a template': given({
      secrets: [
        secretManifest('shop', [variable('SECRET_KEY', { status: 'reference', text: '{{ .Values.key }}' }, place)]),
      ],
    }),
    'variables that are no secrets': given({
      workloads: [workload('web', { containers: [container('web', { env: [variable('PORT', text('8000'))] })] })],
    }),
  },
  fail: {
    'a Secret with data': {
      ...given({ secrets: [secretManifest('shop', [variable('DATABASE_URL', secret(), place)])] }),
      reports: ['Secret shop in k8s/secret.yaml holds DATABASE_URL in clear text'],
    },
    'a variable of the second container': {
      ...given({
        workloads: [
          workload('web', {
            containers: [container('web'), container('beat', { env: [variable('BROKER_PASSWORD', secret(), place)] })],
          }),
        ],
      }),
      reports: ['container beat of Deployment web in k8s/web.yaml holds BROKER_PASSWORD in clear text'],
    },
  },
  silent: {
    'a manifest of the developer': given({
      secrets: [{ ...secretManifest('shop', [variable('KEY', secret(), place)]), role: 'development' }],
    }),
  },
});
