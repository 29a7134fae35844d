import type { AwsItem, Environment } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, type Severity, unknown } from '../../src/model/index.ts';
import { environmentInWords, type OptionName, withOptions } from '../shared/eb.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { day, daysSince } from '../shared/time.ts';

type Platform = AwsItem<'elasticbeanstalk.platforms'>;

const MANAGED: OptionName = ['aws:elasticbeanstalk:managedactions', 'ManagedActionsEnabled'];
/** A version that came out yesterday makes every environment outdated. */

export default defineRule({
  id: 'eb-platform-version-outdated',
  topic: 'deployment/updating-system-packages',
  severity: 'medium',
  docs: {
    title: 'Update the Elastic Beanstalk platform version',
    why: 'Platform versions carry the patches of the operating system, nginx and Python; an old one has flaws that are published.',
    how: 'AWS calls one version of each branch Recommended. Another one is low where managed updates are on (they will pick it up), medium where they are off, high when it is older than 180 days. There are 14 days of grace after a version came out, as far as its date can be seen.',
    fix: 'Upgrade the environment, and switch managed updates on.',
    silent: ['the branch as such: eb-platform-branch-not-supported judges it'],
    example: {
      language: 'json',
      bad: '{\n  "PlatformBranchName": "Python 3.13 running on 64bit Amazon Linux 2023",\n  "PlatformLifecycleState": null,\n  "DateCreated": "2026-03-12"\n}',
      good: '{\n  "PlatformBranchName": "Python 3.13 running on 64bit Amazon Linux 2023",\n  "PlatformLifecycleState": "Recommended",\n  "DateCreated": "2026-10-22"\n}',
    },
    references: [
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.platform.upgrade.html',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_PlatformDescription.html',
    ],
  },
  controls: { wellArchitected: ['SEC06'], soc2: ['CC7.1'], cwe: ['1104'], owaspTop10_2021: ['A06'] },
  needs: ['elasticbeanstalk.environments', 'elasticbeanstalk.platforms', 'elasticbeanstalk.configurationSettings'],
  options: {
    graceDays: {
      type: 'integer',
      default: 14,
      minimum: 0,
      stricter: 'lower',
      describe: 'Age in days up to which a newer version need not be installed',
    },
    oldDays: {
      type: 'integer',
      default: 180,
      minimum: 0,
      stricter: 'lower',
      describe: 'Age in days of the installed version from which on it is high',
    },
  },
  subjects: ({ elasticbeanstalk }) => elasticbeanstalk.environments,
  judge: (environment, { elasticbeanstalk }, { today, options: { graceDays, oldDays } }) => {
    const { platforms, configurationSettings } = elasticbeanstalk;
    const platform = platforms.find(({ PlatformArn }) => PlatformArn === environment.PlatformArn);
    const name = environment.EnvironmentName;
    if (platform === undefined) return unknown(`AWS did not describe the platform version of ${name}`);
    const evidence = [
      seen('PlatformLifecycleState', platform.PlatformLifecycleState, 'elasticbeanstalk:DescribePlatformVersion'),
      seen('DateUpdated', platform.DateUpdated, 'elasticbeanstalk:DescribePlatformVersion'),
    ];
    const version =
      `${platform.PlatformBranchName ?? platform.PlatformName ?? 'its platform'} ${platform.PlatformVersion ?? ''}`.trim();
    if (platform.PlatformLifecycleState === 'Recommended')
      return pass(`${name} runs the recommended version of ${version}`, { evidence });
    if (inGrace(platform, platforms, today, graceDays))
      return pass(`${name}: the newer version is younger than ${graceDays} days`, { evidence });
    return withOptions(environment, configurationSettings, (options) => {
      const managed = options.is(MANAGED, 'true');
      const age = platform.DateUpdated === undefined ? undefined : daysSince(platform.DateUpdated, today);
      const severity: Severity = age !== undefined && age > oldDays ? 'high' : managed ? 'low' : 'medium';
      const since = platform.DateUpdated === undefined ? '' : ` of ${day(platform.DateUpdated)}`;
      return fail(
        `${environmentInWords(environment)} runs ${version}${since}, which is not the recommended version any more: patches of the system are missing; ${managed ? 'managed updates are on, see why they did not come' : 'upgrade it and switch managed updates on'}`,
        { severity, evidence: [...evidence, ...options.evidence(MANAGED)], fix: upgrade(environment, platform) },
      );
    });
  },
});

function inGrace(platform: Platform, all: readonly Platform[], today: string, days: number): boolean {
  const newest = all.find(
    (one) => one.PlatformBranchName === platform.PlatformBranchName && one.PlatformLifecycleState === 'Recommended',
  );
  return [newest?.DateCreated, platform.DateCreated].some(
    (date) => date !== undefined && daysSince(date, today) < days,
  );
}

function upgrade({ EnvironmentName: name, ref }: Environment, { PlatformBranchName: branch }: Platform) {
  const filter = (Type: string, value: string) => ({ Type, Operator: '=', Values: [value] });
  const filters = [
    filter('PlatformLifecycleState', 'Recommended'),
    ...(branch === undefined ? [] : [filter('PlatformBranchName', branch)]),
  ];
  return fix(
    `Upgrade ${name} within its branch`,
    text(
      `Instances are replaced by the deployment policy of updates: with one instance this is downtime of some minutes.\n\neb upgrade ${name}`,
    ),
    text('The same by the AWS CLI: PLATFORM_ARN is what the first command prints.'),
    cli(
      'elasticbeanstalk list-platform-versions',
      { filters: JSON.stringify(filters), query: 'PlatformSummaryList[].PlatformArn', output: 'text' },
      ref.region,
    ),
    cli(
      'elasticbeanstalk update-environment',
      { 'environment-name': name, 'platform-arn': 'PLATFORM_ARN' },
      ref.region,
    ),
    terraform('aws_elastic_beanstalk_environment: platform_arn (or solution_stack_name) of the recommended version'),
  );
}
