import type { Subject, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import type { EnvFile, EnvName, FileIndex, SecretFile } from '../../src/model/repository/index.ts';
import { list } from '../shared/evidence.ts';
import { fix, quoted, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';

type Judged = Subject & ({ readonly env: EnvFile } | { readonly secret: SecretFile } | { readonly index: FileIndex });

const WHAT: Readonly<Record<SecretFile['kind'], string>> = {
  'private-key': 'a private key',
  keystore: 'a key store',
  credentials: 'a file of credentials',
  'terraform-state': 'a Terraform state, which holds every secret in clear text',
  'aws-access-key': 'an AWS access key',
  'service-account': 'the key of a service account',
};

export default defineRule({
  id: 'env-file-committed',
  topic: 'secrets',
  severity: 'high',
  docs: {
    title: 'Keep .env files and private keys out of git',
    why: 'What git tracks is in every clone, fork, backup and build cache for ever. Deleting the file does not take it out of the history, so a committed secret is a published one.',
    how: 'Tracked .env files are judged by the variables in them: a secret that is no placeholder is high, in a file for development or tests low. Tracked private keys, key stores, credentials and Terraform states are high. A `.env` that git would not ignore is low.',
    fix: 'Rotate the secrets first. Then `git rm --cached`, ignore the file, and rewrite the history if the repository was ever shared.',
    silent: ['examples and templates', 'files whose variables are empty or placeholders', 'keys in test fixtures'],
    example: {
      language: 'sh',
      bad: 'git add .env  # with the SECRET_KEY of production in it\ngit commit -m "Settings of production"',
      good: "echo '.env' >> .gitignore\ngit rm --cached .env",
    },
    references: [
      'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/removing-sensitive-data-from-a-repository',
      'https://12factor.net/config',
    ],
  },
  controls: { wellArchitected: ['SEC02'], soc2: ['CC6.1'], cwe: ['312', '540'], owaspTop10_2021: ['A05'] },
  needs: ['repository.files', 'repository.envFiles', 'repository.secretFiles'],
  subjects: ({ repository: { files, envFiles, secretFiles } }): readonly Judged[] => [
    ...envFiles.filter(({ tracked, role }) => tracked && role !== 'example').map((env) => ({ ref: env.ref, env })),
    ...secretFiles
      .filter(({ tracked, role }) => tracked && (role === 'production' || role === 'development'))
      .map((secret) => ({ ref: secret.ref, secret })),
    ...(files.git === undefined ? [] : [{ ref: { kind: 'file' as const, id: '.gitignore' }, index: files }]),
  ],
  judge: (subject, { repository: { files } }) => {
    if ('index' in subject) return ignores(subject.index);
    if (files.git === undefined) return unknown('without git it cannot be told whether the file is tracked');
    return 'env' in subject ? ofEnv(subject.env) : ofSecret(subject.secret);
  },
});

function ofEnv(env: EnvFile): Verdict {
  const secrets = env.names.filter(({ empty, placeholder, secret }) => secret && !empty && !placeholder);
  const evidence = secrets.slice(0, 5).map(({ name, location }) => found(name, 'has a value', location));
  if (secrets.length === 0)
    return pass(`${env.path} holds no secret`, { evidence: [found(env.path, 'tracked', env.location)] });
  const names = list(secrets.map(({ name }) => name));
  return fail(`${env.path} is tracked by git with values for ${names}`, {
    severity: env.role === 'production' && !isTemplate(env.path) && !secrets.every(isDsn) ? 'high' : 'low',
    evidence,
    location: secrets[0]?.location ?? env.location,
    fix: untrack(env.path),
  });
}

/** Lets others send errors to the project's account, and read nothing. */
function isDsn({ name }: EnvName): boolean {
  return /SENTRY_DSN$/.test(name);
}

/** Made to be copied and filled in: what stands in it is seldom what production has. */
function isTemplate(path: string): boolean {
  return /[.-](example|sample|template|dist)$/.test(path);
}

function ofSecret(file: SecretFile): Verdict {
  return fail(`${file.path} is tracked by git and is ${WHAT[file.kind]}`, {
    severity: file.role === 'production' ? 'high' : 'low',
    evidence: [found(file.path, file.kind, file.location)],
    location: file.location,
    fix: untrack(file.path),
  });
}

function ignores({ ignoresDotEnv, files }: FileIndex): Verdict {
  if (ignoresDotEnv) return pass('git ignores .env');
  if (files.some(({ path, tracked }) => path === '.env' && tracked))
    return pass('.env is tracked on purpose and judged by itself');
  const location = { path: files.some(({ path }) => path === '.gitignore') ? '.gitignore' : '.', line: 1 };
  return fail('.env is not in .gitignore: the next `git add .` publishes it', {
    severity: 'low',
    ...(location.path === '.' ? {} : { location }),
    fix: fix('Ignore it', text("printf '.env\\n' >> .gitignore")),
  });
}

function untrack(path: string) {
  return fix(
    'Rotate what stands in it, then take it out of git',
    text(`git rm --cached ${quoted(path)} && echo ${quoted(path)} >> .gitignore`),
  );
}
