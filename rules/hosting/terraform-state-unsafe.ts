import type { Location, Subject, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import type { Item, TerraformRoot, TerraformValue } from '../../src/model/repository/index.ts';
import { fix, quoted, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';

type Judged = Subject & ({ readonly state: Item } | { readonly root: TerraformRoot });

const REMOTE = new Set(['remote', 'cloud', 'http', 'gcs', 'azurerm', 'pg', 'consul', 'kubernetes', 'oss', 'cos']);

export default defineRule({
  id: 'terraform-state-unsafe',
  topic: 'hosting/terraform',
  severity: 'high',
  docs: {
    title: 'Keep the Terraform state remote, encrypted and locked',
    why: 'The state holds every password that Terraform knows, in clear text. In git everybody has it; on one laptop it is lost with it; without a lock two people apply at once and break it.',
    how: 'A state file in git is critical. A root module without a backend is medium; an S3 backend without `encrypt = true`, or without `use_lockfile` or `dynamodb_table`, is low.',
    fix: '`backend "s3" { bucket = …, key = …, encrypt = true, use_lockfile = true }`.',
    silent: [
      '`cloud` and remote backends, which encrypt and lock',
      'child modules, and modules without resources',
      'settings that `-backend-config` brings: lower confidence',
    ],
    example: {
      language: 'hcl',
      bad: 'backend "local" {\n  path = "terraform.tfstate"\n}',
      good: 'backend "s3" {\n  bucket       = "shop-terraform"\n  key          = "production.tfstate"\n  encrypt      = true\n  use_lockfile = true\n}',
    },
    references: [
      'https://developer.hashicorp.com/terraform/language/state/sensitive-data',
      'https://developer.hashicorp.com/terraform/language/backend/s3',
    ],
  },
  controls: { wellArchitected: ['SEC08', 'OPS05'], cwe: ['312', '362'] },
  needs: ['repository.terraform'],
  subjects: ({ repository: { terraform } }): readonly Judged[] => [
    ...terraform.stateFiles.map((state) => ({ ref: state.ref, state })),
    ...terraform.rootModules
      .filter(({ role, folder }) => role === 'production' && terraform.resources.some(({ root }) => root === folder))
      .map((root) => ({ ref: root.ref, root })),
  ],
  judge: (subject) => {
    if (!('state' in subject)) return ofRoot(subject.root);
    const { path, location } = subject.state;
    return fail(`${path} is a Terraform state in git: every secret that Terraform knows is in it`, {
      severity: 'critical',
      evidence: [found(path, 'tracked', location)],
      location,
      fix: fix(
        'Rotate the secrets, then move the state away',
        text(`git rm --cached ${quoted(path)}  # and terraform init -migrate-state`),
      ),
    });
  },
});

function ofRoot(root: TerraformRoot): Verdict {
  const name = root.folder === '' ? 'the Terraform root module' : `the Terraform module ${root.folder}`;
  const { backend } = root;
  if (backend === undefined || backend.type === 'local') {
    const location: Location = backend?.location ?? root.location;
    return fail(
      `${name} keeps its state on the disk of whoever applies it: it has no ${backend === undefined ? '' : 'remote '}backend`,
      {
        severity: 'medium',
        evidence: [found('backend', backend?.type ?? 'none', location)],
        location,
        fix: fix('Move the state to S3', text(example())),
      },
    );
  }
  const evidence = [found('backend', backend.type, backend.location)];
  const details = { evidence, location: backend.location };
  if (REMOTE.has(backend.type)) return pass(`${name} keeps its state with ${backend.type}`, details);
  return backend.type === 's3'
    ? ofBucket(name, backend.attributes, details)
    : unknown(`the backend ${backend.type} is not known`, details);
}

function ofBucket(
  name: string,
  attributes: Readonly<Record<string, TerraformValue>>,
  details: Pick<Verdict, 'evidence' | 'location'>,
): Verdict {
  if (Object.keys(attributes).length === 0)
    return notApplicable('the settings of the backend come with -backend-config');
  const missing = [
    ...(isTrue(attributes['encrypt']) ? [] : ['encrypt = true']),
    ...(isTrue(attributes['use_lockfile']) || attributes['dynamodb_table'] !== undefined
      ? []
      : ['use_lockfile = true']),
  ];
  if (missing.length === 0) return pass(`${name} keeps its state in S3, encrypted and locked`, details);
  return fail(`${name} keeps its state in S3 without ${missing.join(' and ')}`, {
    ...details,
    severity: 'low',
    confidence: 'medium',
    fix: fix('Say it in the backend', text(missing.join('\n'))),
  });
}

function isTrue(value: TerraformValue | undefined): boolean {
  return value?.status === 'known' && (value.value === true || value.value === 'true');
}

function example(): string {
  return 'backend "s3" {\n  bucket       = "<bucket>"\n  key          = "production.tfstate"\n  encrypt      = true\n  use_lockfile = true\n}';
}
