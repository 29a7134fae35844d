import type { Subject } from '../../src/model/index.ts';
import { defineRule, fail, part, pass } from '../../src/model/index.ts';
import type { EnvironmentEntry } from '../../src/model/repository/index.ts';
import { list } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';

/** Values of a chart that say under which name a secret holds something. */
const NAMES_A_KEY = /(^|\.)secretKeys\.|existingSecret|secretName|(password|secret)key$|keyref$/i;

interface Judged extends Subject {
  readonly what: string;
  readonly entries: readonly EnvironmentEntry[];
}

export default defineRule({
  id: 'k8s-plaintext-secret',
  topic: 'secrets',
  severity: 'high',
  docs: {
    title: 'Keep Kubernetes secrets out of git',
    why: 'The data of a Secret is only base64: in git it is as public as the repository, and the history keeps it.',
    how: 'Secrets in manifests, and literal values of secret variables in containers, are judged; placeholders and templated values pass.',
    fix: 'Use External Secrets or the Secrets Store CSI driver with a role for the service account, or commit SealedSecrets or SOPS files. Rotate what was committed.',
    silent: ['SealedSecret, ExternalSecret and SOPS files', 'manifests for development, tests and examples'],
    example: {
      language: 'yaml',
      bad: 'apiVersion: v1\nkind: Secret\nmetadata: {name: shop}\nstringData:\n  DATABASE_PASSWORD: correct-horse-battery-staple',
      good: 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: shop}\nspec:\n  secretStoreRef: {kind: ClusterSecretStore, name: aws-secrets-manager}\n  dataFrom: [{extract: {key: shop/production}}]',
    },
    references: [
      'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
      'https://docs.aws.amazon.com/eks/latest/userguide/manage-secrets.html',
    ],
  },
  controls: { wellArchitected: ['SEC02'], cwe: ['312', '540'], owaspTop10_2021: ['A05'] },
  needs: ['repository.kubernetes'],
  subjects: ({ repository: { kubernetes } }): readonly Judged[] => [
    ...kubernetes.secrets
      .filter(({ role }) => role === 'production')
      .map(({ ref, name, path, entries }) => ({
        ref,
        what: `Secret ${name} in ${path}`,
        entries: entries.map(({ key, value, location }) => ({ name: key, value, location })),
      })),
    ...kubernetes.workloads
      .filter(({ role }) => role === 'production')
      .flatMap(({ ref, name, path, kind, containers, initContainers }) =>
        [...containers, ...initContainers].map((container) => ({
          ref: part(ref, container.name),
          what: `container ${container.name} of ${kind} ${name} in ${path}`,
          entries: container.env,
        })),
      ),
  ],
  judge: ({ what, entries }) => {
    const real = entries.filter(
      ({ name, value }) => !NAMES_A_KEY.test(name) && value.status === 'secret' && !value.placeholder,
    );
    const [first] = real;
    if (first === undefined) return pass(`${what} holds no secret`);
    return fail(`${what} holds ${list(real.map(({ name }) => name))} in clear text`, {
      evidence: real.slice(0, 5).map(({ name, location }) => found(name, 'a literal', location)),
      location: first.location,
      fix: fix(
        'Let the cluster fetch it, and rotate the value',
        text('kind: ExternalSecret  # or a SealedSecret, or the Secrets Store CSI driver'),
      ),
    });
  },
});
