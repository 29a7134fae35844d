import type { Workflow } from '../../model/repository/index.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { loadShell, type Shell } from '../shell/shell.ts';
import { readGithubWorkflow } from './github.ts';
import { readGitlabPipeline } from './gitlab.ts';
import { readAppspec, readBitbucket, readBuildspec, readCircleci } from './others.ts';

type Reader = (repository: Repository, shell: Shell, path: string) => readonly Workflow[];

const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/^\.github\/workflows\/[^/]+\.ya?ml$/, readGithubWorkflow],
  [/(^|\/)\.gitlab-ci\.ya?ml$/, readGitlabPipeline],
  [/(^|\/)build-?spec[\w.-]*\.ya?ml$/, readBuildspec],
  [/(^|\/)appspec\.ya?ml$/, readAppspec],
  [/(^|\/)bitbucket-pipelines\.ya?ml$/, readBitbucket],
  [/^\.circleci\/config\.ya?ml$/, readCircleci],
];

/** Every pipeline of the repository that a continuous integration system would run. */
export async function readWorkflows(repository: Repository): Promise<readonly Workflow[]> {
  const shell = await loadShell();
  return repository.files.flatMap(({ path }) => {
    const reader = READERS.find(([pattern]) => pattern.test(path))?.[1];
    return reader === undefined || roleOf(path) === 'example' ? [] : reader(repository, shell, path);
  });
}
