import type { ProjectFiles } from './project-files.ts';

const FILE =
  /^(requirements.*\.(txt|in)|.*requirements\.txt|pyproject\.toml|Pipfile|Pipfile\.lock|poetry\.lock|uv\.lock|setup\.(py|cfg)|environment\.ya?ml)$/;
const FOLDERS = [
  '',
  '/requirements',
  '/requirements/production',
  '/deploy',
  '/docker',
  '/..',
  '/../requirements',
  '/../..',
];

/** Distributions whose modules have another name. */
const NAMES: Readonly<Record<string, string>> = {
  yaml: 'pyyaml',
  environ: 'django-environ',
  dotenv: 'python-dotenv',
  rest_framework: 'djangorestframework',
  sentry_sdk: 'sentry-sdk',
  jwt: 'pyjwt',
  PIL: 'pillow',
  configurations: 'django-configurations',
  decouple: 'python-decouple',
  MySQLdb: 'mysqlclient',
  ldap: 'python-ldap',
  dateutil: 'python-dateutil',
  allauth: 'django-allauth',
  corsheaders: 'django-cors-headers',
};

/** Tells whether the project's requirement files name a distribution that gives a top-level module. */
export function declaredModules(files: ProjectFiles, root: string): (module: string) => boolean {
  let text: string | undefined;
  const known = new Map<string, boolean>();
  return (module) => {
    text ??= requirements(files, root);
    const answer = known.get(module) ?? names(text, module);
    known.set(module, answer);
    return answer;
  };
}

function requirements(files: ProjectFiles, root: string): string {
  const texts = FOLDERS.flatMap((folder) => {
    const path = normalized(root + folder);
    const listed = files.listdir(path);
    return listed
      .filter((name) => FILE.test(name) || (path.endsWith('/requirements') && /\.(txt|in)$/.test(name)))
      .map((name) => files.readText(`${path}/${name}`) ?? '');
  });
  return texts.join('\n').toLowerCase().replaceAll(/[_.]/g, '-');
}

function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function names(text: string, module: string): boolean {
  const plain = module.toLowerCase().replaceAll('_', '-');
  const candidates = [
    NAMES[module],
    plain,
    `django-${plain}`,
    `python-${plain}`,
    `py${plain}`,
    plain.replace(/^django-/, ''),
  ];
  return candidates.some(
    (name) =>
      name !== undefined &&
      new RegExp(`(^|[\\s"'/])${name.replaceAll(/[^a-z0-9-]/g, '')}($|[^a-z0-9-])`, 'm').test(text),
  );
}
