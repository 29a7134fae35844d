import type { Subject, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, pass } from '../../src/model/index.ts';
import type { DockerCopy, Dockerfile, Dockerignore, EnvFile } from '../../src/model/repository/index.ts';
import { productionDockerfiles, shippedStages } from '../shared/dockerfiles.ts';
import { insertAfter } from '../shared/edit.ts';
import { list } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';

interface Judged extends Subject {
  readonly file: Dockerfile;
  readonly copy: DockerCopy;
}

export default defineRule({
  id: 'dockerignore-leaks',
  topic: 'secrets',
  severity: 'medium',
  docs: {
    title: 'Keep .env and .git out of the build context',
    why: '`COPY . .` takes everything that the build context has: the .env file of whoever builds, keys, and the whole history of the repository with every secret that was ever in it.',
    how: 'Each production Dockerfile that copies its whole context into a stage that is shipped is judged by its .dockerignore, as Docker matches it. Secrets that get through are medium, only `.git` is low, no .dockerignore at all is medium.',
    fix: 'A .dockerignore with `.git`, `**/.env*` and `**/*.pem` at the root of the context.',
    silent: ['only named folders are copied', 'the copy is made in a stage that is not shipped'],
    example: {
      language: 'dockerfile',
      bad: '# no .dockerignore\nFROM python:3.13-slim\nCOPY . /app/',
      good: '# .dockerignore: .git, **/.env* and **/*.pem, a line each\nFROM python:3.13-slim\nCOPY . /app/',
    },
    references: ['https://docs.docker.com/build/concepts/context/#dockerignore-files'],
  },
  controls: { wellArchitected: ['SEC02'], cwe: ['538', '522'], owaspTop10_2021: ['A05'] },
  needs: ['repository.dockerfiles', 'repository.dockerignore', 'repository.envFiles'],
  subjects: ({ repository }) =>
    productionDockerfiles(repository.dockerfiles).flatMap((file): readonly Judged[] => {
      const copy = shippedStages(file)
        .flatMap(({ copies }) => copies)
        .find(takesAll);
      return copy === undefined ? [] : [{ ref: file.ref, file, copy }];
    }),
  judge: ({ file, copy }, { repository }) => {
    const ignore = repository.dockerignore.find(({ path, context }) =>
      file.ignoreFile === undefined ? context === file.context : path === file.ignoreFile,
    );
    if (ignore === undefined) return missing(file, copy);
    const harmless = new Set(repository.envFiles.filter(isHarmless).map(({ path }) => path));
    const inRepository = (path: string) => (ignore.context === '' ? path : `${ignore.context}/${path}`);
    return verdict(file, copy, { ...ignore, lets: ignore.lets.filter((path) => !harmless.has(inRepository(path))) });
  },
});

/** Examples, and files in which nothing is filled in. */
function isHarmless({ role, names }: EnvFile): boolean {
  return role === 'example' || !names.some(({ secret, empty, placeholder }) => secret && !empty && !placeholder);
}

function takesAll({ from, heredoc, sources }: DockerCopy): boolean {
  return (
    from === undefined && !heredoc && sources.some((source) => source === '.' || source === './' || source === '*')
  );
}

function missing(file: Dockerfile, copy: DockerCopy): Verdict {
  const folder = file.context === '' ? '' : `${file.context}/`;
  return fail(
    `${file.path} copies its whole context and there is no ${folder}.dockerignore: ${file.context === '' ? '.git and ' : ''}every .env of whoever builds get${file.context === '' ? '' : 's'} into the image`,
    {
      evidence: [found(copy.instruction, copy.sources.join(' '), copy.location)],
      location: copy.location,
      fix: fix('Write a .dockerignore', text(String.raw`printf '.git\n**/.env*\n**/*.pem\n' > ${folder}.dockerignore`)),
    },
  );
}

function verdict(file: Dockerfile, copy: DockerCopy, ignore: Dockerignore): Verdict {
  const evidence = [
    found(copy.instruction, copy.sources.join(' '), copy.location),
    found('lets through', list(ignore.lets), ignore.location),
  ];
  if (ignore.lets.length === 0) return pass(`${ignore.path} keeps .git, .env and keys out`, { evidence });
  const onlyGit = ignore.lets.every((path) => /(^|\/)\.git$/.test(path));
  const last = ignore.patterns.at(-1);
  const lines = ignore.lets.map((path) => `/${path}`).join('\n');
  return fail(`${ignore.path} lets ${list(ignore.lets)} into the image that ${file.path} builds`, {
    severity: onlyGit ? 'low' : 'medium',
    evidence,
    location: ignore.location,
    fix: fix('Ignore them', last === undefined ? text(lines) : insertAfter(last.location, `\n${lines}`, 'safe')),
  });
}
