import type { Role } from '../model/repository/index.ts';

/** Words of a path that say what a file is for; the ones that say "production" win over all others in a file's own name. */
const PRODUCTION = new Set(['prod', 'production', 'prd', 'live', 'staging', 'stage', 'stg', 'deploy', 'release']);
const TEST = new Set([
  'test',
  'tests',
  'unittest',
  'unittests',
  'testing',
  'tester',
  'pytest',
  'tox',
  'e2e',
  'ci',
  'conftest',
  'cypress',
  'spec',
  'specs',
  'playwright',
  'fixtures',
  'testdata',
  'testproject',
  'qa',
  'loadtest',
  'loadtests',
  'benchmarks',
]);
const DEVELOPMENT = new Set([
  'dev',
  'devel',
  'develop',
  'development',
  'local',
  'locals',
  'localdev',
  'debug',
  'devcontainer',
  'sandbox',
  'vagrant',
  'override',
  'dev-env',
  'devenv',
  'playground',
  'minikube',
  'kind',
  'localhost',
]);
const EXAMPLE = new Set([
  'example',
  'examples',
  'sample',
  'samples',
  'demo',
  'demos',
  'docs',
  'doc',
  'documentation',
  'tutorial',
  'tutorials',
  'snippets',
  'contrib',
  'cookbook',
]);
const FILE_EXAMPLE = new Set(['example', 'examples', 'sample', 'samples', 'demo', 'tutorial']);
const NOTHING: ReadonlySet<string> = new Set();

/** Folders of these names hold what the project itself is made of, whatever else the word means. */
const PLAIN_FOLDERS = new Set([
  'dist',
  'template',
  'doc',
  'contrib',
  'ci',
  'spec',
  'kind',
  'live',
  'stage',
  'release',
  'deploy',
  'debug',
  'locals',
  'override',
]);

/**
 * What a file is for, by the words in its path. Only names are asked: whether production really uses a file is for the
 * readers to find out. `.github/workflows/ci.yml` and its like are no test fixtures, so folders and file names differ.
 */
export function roleOf(path: string): Role {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  const own = isSample(name) ? 'example' : roleOfWords(wordsOf(name), FILE_EXAMPLE);
  if (own === 'production-by-name' && !folders.some(isAside)) return 'production';
  if (own !== undefined && own !== 'production-by-name') return own;
  for (const folder of folders) {
    const role = roleOfFolder(folder);
    if (role !== undefined) return role;
  }
  return 'production';
}

function roleOfFolder(folder: string): Role | undefined {
  const word = folder.toLowerCase().replace(/^\./, '');
  if (PLAIN_FOLDERS.has(word) || PRODUCTION.has(word)) return undefined;
  if (EXAMPLE.has(word)) return 'example';
  const role = roleOfWords([word, ...wordsOf(folder)], NOTHING);
  return role === 'production-by-name' ? undefined : role;
}

function isAside(folder: string): boolean {
  const word = folder.toLowerCase();
  return ['test', 'tests', 'docs', 'doc', 'documentation', 'example', 'examples', 'fixtures', 'testdata'].includes(
    word,
  );
}

/** `.env.template`, `settings.py.dist`: to be copied and filled in. Templates of task definitions are the real thing. */
function isSample(name: string): boolean {
  return /^(\.?env|[\w.-]*settings)[\w.-]*[._-](template|tpl|dist)$/i.test(name);
}

function roleOfWords(words: readonly string[], examples: ReadonlySet<string>): Role | 'production-by-name' | undefined {
  if (words.some((word) => examples.has(word))) return 'example';
  if (words.some((word) => PRODUCTION.has(word))) return 'production-by-name';
  if (words.some((word) => TEST.has(word))) return 'test';
  if (words.some((word) => DEVELOPMENT.has(word) || word.startsWith('localstack'))) return 'development';
  return undefined;
}

/** `docker-compose.dev.yml` is docker, compose, dev, yml; `settings_local.py` is settings, local, py. */
function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
