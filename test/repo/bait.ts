type Files = Readonly<Record<string, string>>;

/** Ten aliases of ten aliases of …: a few lines that unfold to 10^levels values. */
function bomb(leaf: string, levels: number, wrap: (alias: string) => string): string {
  const lines = Array.from({ length: levels }, (_, at) => `x${at + 1}: &x${at + 1} ${wrap(`*x${at}`)}\n`);
  return `x0: &x0 ${leaf}\n${lines.join('')}`;
}

const listOf = (alias: string): string => `[${Array<string>(10).fill(alias).join(', ')}]`;
const mapOf = (alias: string): string => `{${Array.from({ length: 10 }, (_, at) => `k${at}: ${alias}`).join(', ')}}`;
export const times = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('');

const ALIASES = 'aliases that unfold to too many';
const DEEP = 'nested too deeply';
const PACKAGED = 'from django.urls import include, path\n';

/** Files that would take forever, or all memory, if they were taken at their word; and what is said of them. */
export const BAIT: Readonly<Record<string, readonly [files: Files, said: string]>> = {
  'aliases in a compose file': [
    { 'compose.prod.yml': `${bomb('x', 12, listOf)}services: {web: {environment: *x12, command: *x12}}\n` },
    `compose.prod.yml: line 7: has too many values, or ${ALIASES}`,
  ],
  'aliases in a List of manifests': [
    {
      'k8s/all.yaml': `apiVersion: v1\nkind: List\nitems:\n- &x0 {apiVersion: v1, kind: Pod, metadata: {name: x}}\n${times(12, (at) => `- &x${at + 1} {apiVersion: v1, kind: List, items: ${listOf(`*x${at}`)}}\n`)}`,
    },
    'k8s/all.yaml',
  ],
  "aliases in a chart's values": [
    { 'chart/Chart.yaml': 'name: x\n', 'chart/values.yaml': bomb('{password: hunter2hunter2}', 12, mapOf) },
    ALIASES,
  ],
  'aliases in CloudFormation': [
    {
      'template.yaml': `${bomb('x', 12, listOf)}Resources:\n${times(300, (at) => `  R${at}: {Type: AWS::S3::Bucket, Properties: {X: *x12}}\n`)}`,
    },
    ALIASES,
  ],
  'aliases in .ebextensions': [{ '.ebextensions/a.config': `${bomb('x', 12, mapOf)}option_settings: *x12\n` }, ALIASES],
  'aliases in a workflow': [
    { '.github/workflows/a.yml': `${bomb('{run: x}', 12, listOf)}on: push\njobs: {a: {steps: *x12, env: *x12}}\n` },
    ALIASES,
  ],
  'composite actions that call each other': [
    {
      '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    steps:\n${times(90, () => '    - uses: ./a\n')}`,
      'a/action.yml': `runs:\n  steps:\n${times(90, () => '  - uses: ./b\n')}`,
      'b/action.yml': `runs:\n  steps:\n${times(90, () => '  - run: x\n')}`,
    },
    'steps behind the first 2000 are not read',
  ],
  '20,000 brackets in YAML': [{ 'compose.prod.yml': '['.repeat(20_000) }, DEEP],
  '20,000 dashes in YAML': [{ 'compose.prod.yml': '- '.repeat(20_000) }, DEEP],
  '20,000 brackets in JSON': [{ 'taskdef.json': `{"containerDefinitions":${'['.repeat(20_000)}` }, DEEP],
  '20,000 brackets in TOML': [{ 'pyproject.toml': `x = ${'['.repeat(20_000)}` }, 'is not valid TOML'],
  '20,000 brackets in HCL': [{ 'main.tf': `locals {\n  x = ${'['.repeat(20_000)}${']'.repeat(20_000)}\n}\n` }, DEEP],
  '20,000 brackets in Python': [
    { 'config/settings/base.py': `X = ${'['.repeat(20_000)}${']'.repeat(20_000)}\n` },
    'config/settings/base.py has text that is no Python',
  ],
  'locals of Terraform that double': [
    {
      'main.tf': `locals {\n  a0 = ["xxxxxxxxxx"]\n${times(60, (at) => `  a${at + 1} = [local.a${at}, local.a${at}]\n  b${at + 1} = concat(local.a${at}, local.a${at})\n`)}}\nresource "aws_s3_bucket" "x" {\n  bucket = local.a60\n  tags = local.b60\n}\n`,
    },
    '',
  ],
  'modules of Terraform that call each other': [
    {
      'main.tf': times(10, (at) => `module "m${at}" {\n  source = "./m0"\n}\n`),
      ...Object.fromEntries(
        Array.from({ length: 9 }, (_, at) => [
          `m${at}/main.tf`,
          times(10, (one) => `module "m${one}" {\n  source = "../m${at + 1}"\n}\n`),
        ]),
      ),
    },
    '',
  ],
  'variables of an image that double': [
    { Dockerfile: `FROM python:3\nENV A0=xxxxxxxxxx\n${times(60, (at) => `ENV A${at + 1}=$A${at}$A${at}\n`)}` },
    '',
  ],
  'arguments of a script that double': [
    { 'deploy.sh': `#!/bin/sh\n${times(60, () => 'set -- "$@" "$@" x\n')}./run.sh "$@"\n` },
    '',
  ],
  'an image of 6,000 stages': [
    { Dockerfile: times(6_000, (at) => `FROM s${at} AS s${at + 1}\n`) },
    'has too many instructions for a Dockerfile',
  ],
  'bait for the expression that takes Helm out': [
    {
      'chart/Chart.yaml': 'name: x\n',
      'chart/templates/a.yaml': `kind: Pod\napiVersion: v1\n${'{{--}}'.repeat(60)}x\n`,
    },
    '',
  ],
  'bait for the expressions of requirements': [
    {
      'requirements.txt': `x ${' '.repeat(90_000)}y\n${'git+'.repeat(20_000)}\ngit+https://${'a@'.repeat(40_000)}\n./${'[a'.repeat(40_000)}\n${'a\\\n'.repeat(20_000)}\nDjango==5.2\n`,
    },
    '',
  ],
  'bait for the expressions of settings modules': [
    {
      'a.sh': `DJANGO_SETTINGS_MODULE${' '.repeat(90_000)}\n${'DJANGO_SETTINGS_MODULE=os.environ.get('.repeat(4_000)}`,
    },
    '',
  ],
  'parents of a GitLab job that extend each other': [
    {
      '.gitlab-ci.yml': `${times(30, (at) => `.j${at}: {extends: [${Array.from({ length: 20 }, (_, one) => `.j${(at + one + 1) % 30}`).join(', ')}]}\n`)}job: {extends: .j0}\n`,
    },
    '',
  ],
  'a URL configuration that includes itself': [
    {
      'config/settings/base.py': 'ROOT_URLCONF = "config.urls"\n',
      'config/urls.py': `${PACKAGED}a = b + b\nb = a + a\nurlpatterns = a + [path("x/", include("config.urls"))]\n`,
    },
    '',
  ],
  'URL configurations that include each other a hundred times': [
    {
      'config/settings/base.py': 'ROOT_URLCONF = "config.u0"\n',
      ...Object.fromEntries(
        Array.from({ length: 8 }, (_, at) => [
          `config/u${at}.py`,
          `${PACKAGED}urlpatterns = [${`path("a/", include("config.u${at + 1}")), `.repeat(100)}]\n`,
        ]),
      ),
    },
    '',
  ],
  'a gunicorn configuration that never ends': [
    { Procfile: 'web: gunicorn x\n', 'gunicorn.conf.py': 'workers = sum(range(10**12))\nbind = "x" * 10**10\n' },
    '',
  ],
  'commands without number for one gunicorn configuration': [
    {
      'compose.prod.yml': `services:\n${times(400, (at) => `  s${at}: {image: x, command: gunicorn x, environment: {A: "${at}"}}\n`)}`,
      'gunicorn.conf.py': 'workers = 2\n',
    },
    'is a gunicorn configuration under more than 300 sets of variables',
  ],
};
