import type { AwsItem, Environment } from '../../src/model/aws/index.ts';
import { defineRule, type Evidence, fail, pass, type Severity, unknown, type Verdict } from '../../src/model/index.ts';
import { environmentInWords } from '../shared/eb.ts';
import { seen } from '../shared/evidence.ts';
import { fix, terraform, text } from '../shared/fix.ts';

export default defineRule({
  id: 'eb-platform-branch-not-supported',
  topic: 'hosting/elastic-beanstalk',
  severity: 'high',
  docs: {
    title: 'Run Elastic Beanstalk on a supported platform branch',
    why: 'A retired branch gets no patches of the operating system or of Python, new environments cannot be made on it, and one day instances stop starting.',
    how: "AWS is asked for the state of the branch that the environment's platform version belongs to. Retired is high, Deprecated and Beta are medium, Supported passes; no table of dates is kept. Where AWS does not describe the platform version, Amazon Linux 2 (ended on 2026-06-30) and Amazon Linux 1 are recognised in the name of the solution stack, with less confidence. Managed updates do not help: they never leave the branch.",
    fix: 'Make a new environment on a supported branch, deploy to it, and swap the addresses. A branch cannot be changed in place.',
    silent: ['the Python inside the image of a Docker environment: python-eol judges that'],
    example: {
      language: 'json',
      bad: '{\n  "PlatformBranchName": "Python 3.8 running on 64bit Amazon Linux 2",\n  "PlatformBranchLifecycleState": "Retired"\n}',
      good: '{\n  "PlatformBranchName": "Python 3.13 running on 64bit Amazon Linux 2023",\n  "PlatformBranchLifecycleState": "Supported"\n}',
    },
    references: [
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-support-policy.html',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.CNAMESwap.html',
    ],
  },
  controls: { wellArchitected: ['SEC06', 'REL08'], soc2: ['CC7.1'], cwe: ['1104'], owaspTop10_2021: ['A06'] },
  needs: ['elasticbeanstalk.environments', 'elasticbeanstalk.platforms'],
  subjects: ({ elasticbeanstalk }) => elasticbeanstalk.environments,
  judge: (environment, { elasticbeanstalk }) => {
    const platform = elasticbeanstalk.platforms.find(({ PlatformArn }) => PlatformArn === environment.PlatformArn);
    return platform?.PlatformBranchLifecycleState === undefined
      ? byStackName(environment)
      : byBranch(environment, platform, platform.PlatformBranchLifecycleState);
  },
});

const SEVERITY: Readonly<Record<string, Severity>> = { Retired: 'high', Deprecated: 'medium', Beta: 'medium' };

function byBranch(environment: Environment, platform: AwsItem<'elasticbeanstalk.platforms'>, state: string): Verdict {
  const name = environment.EnvironmentName;
  const branch =
    platform.PlatformBranchName ?? platform.PlatformName ?? environment.SolutionStackName ?? 'its platform';
  const evidence = [
    seen('PlatformBranchLifecycleState', `${state} (${branch})`, 'elasticbeanstalk:DescribePlatformVersion'),
  ];
  if (state === 'Supported') return pass(`${name} runs on ${branch}, which is supported`, { evidence });
  const severity = SEVERITY[state];
  if (severity === undefined) return unknown(`${name}: the branch state ${state} is not known`, { evidence });
  const consequence = {
    Retired: 'it gets no security patches any more',
    Deprecated: 'it will be retired, and then gets no patches',
    Beta: 'it is not meant for production',
  }[state as 'Retired' | 'Deprecated' | 'Beta'];
  return fail(
    `${environmentInWords(environment)} runs on ${branch}, which is ${state}: ${consequence}; move to a supported branch`,
    {
      severity,
      evidence,
      fix: move(environment),
    },
  );
}

function byStackName(environment: Environment): Verdict {
  const stack = environment.SolutionStackName ?? '';
  const evidence: readonly Evidence[] = [seen('SolutionStackName', stack, 'elasticbeanstalk:DescribeEnvironments')];
  const ended = /Amazon Linux (2 |2$|20(1\d)\.\d\d)/.test(stack);
  if (!ended)
    return unknown(
      `AWS did not describe the platform of ${environment.EnvironmentName} (${stack === '' ? 'no name' : stack})`,
      { evidence },
    );
  return fail(
    `${environmentInWords(environment)} runs on ${stack}, whose Amazon Linux is out of support: it gets no security patches any more; move to a supported branch`,
    { severity: 'high', confidence: 'medium', evidence, fix: move(environment) },
  );
}

function move({ EnvironmentName, SolutionStackName = '' }: Environment) {
  const platform = /Docker/.test(SolutionStackName)
    ? 'Docker running on 64bit Amazon Linux 2023'
    : 'Python 3.13 running on 64bit Amazon Linux 2023';
  return fix(
    `Move ${EnvironmentName} to a supported branch`,
    text(
      `No downtime when done blue/green: make a second environment, test it, swap the addresses, end the old one (not while its database lives inside it: rds-coupled-to-eb).\n\neb create ${EnvironmentName}-new -p "${platform}"\neb deploy ${EnvironmentName}-new\neb swap ${EnvironmentName} --destination_name ${EnvironmentName}-new`,
    ),
    text('aws elasticbeanstalk list-platform-branches lists the branches that are supported today.'),
    terraform(
      'aws_elastic_beanstalk_environment: a second one with the solution_stack_name of the new branch; then change the CNAMEs',
    ),
  );
}
