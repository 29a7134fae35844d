import type { CommandLine, DeployVerb } from '../../model/repository/index.ts';

type Test = (words: readonly string[]) => boolean;

const starts =
  (...wanted: readonly string[]): Test =>
  (words) =>
    wanted.every((word, at) => words[at] === word);
const any =
  (...names: readonly string[]): Test =>
  (words) =>
    names.includes(words[0] ?? '');

/** Another number of the same tasks is no deployment. */
function onlyScales(words: readonly string[]): boolean {
  const has = (option: string): boolean => words.some((word) => word === option || word.startsWith(`${option}=`));
  return has('--desired-count') && !has('--force-new-deployment') && !has('--task-definition');
}

/** Commands that change what runs, the most telling first. */
const COMMANDS: readonly (readonly [DeployVerb, Test])[] = [
  ['eb deploy', starts('eb', 'deploy')],
  ['eb deploy', starts('aws', 'elasticbeanstalk', 'update-environment')],
  ['ecs update-service', (words) => starts('aws', 'ecs', 'update-service')(words) && !onlyScales(words)],
  ['ecs update-service', starts('ecs', 'deploy')],
  ['ecs update-service', any('ecs-deploy', 'ecspresso')],
  ['ecs run-task', starts('aws', 'ecs', 'run-task')],
  ['codedeploy', starts('aws', 'deploy', 'create-deployment')],
  [
    'kubectl apply',
    (words) =>
      words[0] === 'kubectl' &&
      words.some((word) => ['apply', 'set', 'rollout', 'replace', 'patch', 'create'].includes(word)),
  ],
  ['kubectl apply', starts('skaffold', 'run')],
  ['kubectl apply', starts('argocd', 'app', 'sync')],
  [
    'helm upgrade',
    (words) =>
      any('helm', 'helmfile')(words) && words.some((word) => ['upgrade', 'install', 'apply', 'sync'].includes(word)),
  ],
  ['terraform apply', (words) => any('terraform', 'tofu', 'terragrunt')(words) && words.includes('apply')],
  [
    'cloudformation deploy',
    (words) =>
      starts('aws', 'cloudformation')(words) && ['deploy', 'create-stack', 'update-stack'].includes(words[2] ?? ''),
  ],
  ['cloudformation deploy', starts('sam', 'deploy')],
  ['cdk deploy', (words) => words.includes('cdk') && words.includes('deploy')],
  ['copilot deploy', (words) => words[0] === 'copilot' && words.includes('deploy')],
  ['lambda deploy', starts('aws', 'lambda', 'update-function-code')],
  ['lambda deploy', (words) => any('zappa', 'serverless', 'sls')(words) && /^(update|deploy)$/.test(words[1] ?? '')],
  [
    'platform',
    (words) =>
      any('flyctl', 'fly', 'cf', 'railway', 'heroku', 'dokku', 'caprover', 'gcloud')(words) &&
      words.some((word) => /^(deploy|push|up|container:release|.*:deploy)$/.test(word)),
  ],
  ['platform', (words) => starts('git', 'push')(words) && words.some((word) => /heroku|dokku/.test(word))],
  [
    'script',
    (words) =>
      any('fab', 'ansible-playbook', 'make', 'invoke', 'inv', 'just', 'cap', 'task')(words) &&
      words.some((word, at) => at > 0 && /deploy|release[-_]?prod/.test(word)),
  ],
  [
    'script',
    (words) =>
      words
        .slice(0, 3)
        .some((word) => /(^|\/)(deploy[\w-]*|[\w-]*[-_]deploy)(\.(sh|py|rb|js))$/.test(word) || /\/deploy$/.test(word)),
  ],
  ['ssh', any('ssh')],
  ['docker push', (words) => any('docker', 'podman')(words) && (words[1] === 'push' || words.includes('--push'))],
  [
    's3 sync',
    (words) =>
      starts('aws', 's3')(words) && ['sync', 'cp'].includes(words[2] ?? '') && /^s3:\/\//.test(words.at(-1) ?? ''),
  ],
];

const ACTIONS: readonly (readonly [DeployVerb, RegExp])[] = [
  ['ecs update-service', /amazon-ecs-deploy-task-definition|ecs-deploy|aws-ecs|ecs-render-deploy/],
  ['ecs run-task', /ecs-run-task|run-ecs-task/],
  ['eb deploy', /beanstalk/],
  ['cloudformation deploy', /cloudformation-github-deploy|setup-sam-deploy/],
  ['codedeploy', /codedeploy/],
  ['helm upgrade', /helm-(deploy|upgrade)|deploy-helm|helm-action|helm3?-eks/],
  ['kubectl apply', /k8s-deploy|kubernetes-deploy|kubectl-(?:aws|eks|action)|kubectl-deploy|kube-deploy|eks-kubectl/],
  ['ssh', /ssh-action|ssh-deploy|ssh-remote|scp-action|rsync/],
  ['platform', /heroku|flyctl|digitalocean\/app_action|railway|render-deploy|dokku|azure\/webapps-deploy|cf-cli/],
  ['lambda deploy', /lambda-deploy|serverless-action|aws-lambda/],
];

/** What of a deployment the commands do; the verb that says most. */
export function deployVerbOf(command: CommandLine | undefined): DeployVerb | undefined {
  const all = command?.commands.map(({ words }) => withoutWrappers(words)) ?? [];
  return COMMANDS.find(([, test]) => all.some(test))?.[0];
}

/** The same for an action; `pushes` is its input of that name. */
export function deployVerbOfAction(action: string, pushes: boolean): DeployVerb | undefined {
  if (/build-push-action|bake-action|build-and-push/i.test(action)) return pushes ? 'docker push' : undefined;
  return ACTIONS.find(([, pattern]) => pattern.test(action.toLowerCase()))?.[0];
}

/** The command that runs tests of Python code, when one does. */
export function testCommandOf(command: CommandLine | undefined): string | undefined {
  return command?.commands
    .map(({ words }) => words)
    .find(isTest)
    ?.join(' ')
    .slice(0, 120);
}

function isTest(words: readonly string[]): boolean {
  const script = words.find((word, at) => at > 0 && words[at - 1] === '-c' && /\s/.test(word));
  if (script !== undefined && script.split(/\n|&&|;/).some((line) => isTest(line.trim().split(/\s+/)))) return true;
  if (['echo', 'pip', 'uv', 'apt-get', 'mkdir', 'cp', 'rm', 'cd'].includes(words[0] ?? '') && words[1] !== 'run')
    return false;
  return words.some(
    (word, at) =>
      /(^|\/)(pytest|py\.test|tox|nox|run[-_]?tests?(\.(sh|py))?|runtests\.py)$/.test(word) ||
      (word === 'test' &&
        /manage\.py$|django-admin$|^hatch$|^make$|^inv$|^invoke$|^just$|^task$/.test(words[at - 1] ?? '')) ||
      (/^(test|tests|test[-_:][\w-]+|[\w-]+[-_:]tests?|check)$/.test(word) && words[0] === 'make') ||
      (word === 'unittest' && words[at - 1] === '-m'),
  );
}

/** `sudo`, `poetry run`, `uv run`, `npx`, `docker compose exec web`: what stands behind them is what runs. */
function withoutWrappers(words: readonly string[]): readonly string[] {
  const [first, second] = words;
  if (first === 'sudo' || first === 'time' || first === 'npx' || first === 'env')
    return words.slice(first === 'env' ? firstPlain(words) : 1);
  if (['poetry', 'pipenv', 'uv', 'pdm', 'hatch', 'rye'].includes(first ?? '') && second === 'run')
    return words.slice(2);
  return words.map((word, at) => (at === 0 ? word.slice(word.lastIndexOf('/') + 1) : word));
}

function firstPlain(words: readonly string[]): number {
  const at = words.findIndex((word, index) => index > 0 && !word.includes('=') && !word.startsWith('-'));
  return at === -1 ? words.length : at;
}
