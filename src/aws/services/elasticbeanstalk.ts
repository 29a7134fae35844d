import {
  DescribeApplicationVersionsCommand,
  DescribeConfigurationSettingsCommand,
  DescribeEnvironmentManagedActionsCommand,
  DescribeEnvironmentResourcesCommand,
  DescribeEnvironmentsCommand,
  DescribePlatformVersionCommand,
  ElasticBeanstalkClient,
  ListPlatformBranchesCommand,
} from '@aws-sdk/client-elastic-beanstalk';
import type { OptionSetting } from '../../model/aws/index.ts';
import type { Collector, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';
import { guard, redact } from '../redact.ts';
import { distinct, once } from '../streams.ts';

const next = by('NextToken');

const environments: Collector<'elasticbeanstalk.environments'> = async function* ({ pages, ref }) {
  const question = { IncludeDeleted: false, MaxRecords: 100 };
  for await (const page of pages(DescribeEnvironmentsCommand, question, next)) {
    yield must(page.Environments, 'Environments').flatMap((environment) => {
      if (environment.Status === 'Terminated') return [];
      const EnvironmentArn = must(environment.EnvironmentArn, 'EnvironmentArn');
      const EnvironmentName = must(environment.EnvironmentName, 'EnvironmentName');
      return [
        {
          ...environment,
          ref: ref(EnvironmentArn, EnvironmentName),
          EnvironmentArn,
          EnvironmentName,
          EnvironmentId: must(environment.EnvironmentId, 'EnvironmentId'),
          ApplicationName: must(environment.ApplicationName, 'ApplicationName'),
        },
      ];
    });
  }
};

/** While a change is deployed, AWS lists two sets of settings: the one that runs is not the one that is pending. */
const configurationSettings: Collector<'elasticbeanstalk.configurationSettings'> = ({ ask, each, from }) =>
  each(from('elasticbeanstalk.environments'), async ({ ref, ApplicationName, EnvironmentName }) => {
    const answer = await ask(DescribeConfigurationSettingsCommand, { ApplicationName, EnvironmentName });
    const sets = must(answer.ConfigurationSettings, 'ConfigurationSettings');
    const running = must(
      sets.find((set) => set.DeploymentStatus !== 'pending' && set.DeploymentStatus !== 'failed') ?? sets[0],
      'ConfigurationSettings[0]',
    );
    return {
      ref,
      ApplicationName,
      EnvironmentName,
      OptionSettings: must(running.OptionSettings, 'OptionSettings').map(option),
    };
  });

function option({
  Value,
  ...setting
}: {
  readonly Namespace?: string | undefined;
  readonly OptionName?: string | undefined;
  readonly ResourceName?: string | undefined;
  readonly Value?: string | undefined;
}): OptionSetting {
  const OptionName = must(setting.OptionName, 'OptionName');
  const text = Value === undefined ? {} : guardOption(OptionName, Value);
  return { ...setting, Namespace: must(setting.Namespace, 'Namespace'), OptionName, ...text };
}

/** The template's parameter repeats all properties of the environment in one text. */
function guardOption(name: string, value: string) {
  return name === 'EnvironmentVariables' ? { redacted: redact(value) } : guard(name, value);
}

const resources: Collector<'elasticbeanstalk.resources'> = ({ ask, each, from }) =>
  each(from('elasticbeanstalk.environments'), async ({ ref, EnvironmentId, EnvironmentName }) => {
    const answer = await ask(DescribeEnvironmentResourcesCommand, { EnvironmentId });
    return { ...must(answer.EnvironmentResources, 'EnvironmentResources'), ref, EnvironmentName };
  });

const platforms: Collector<'elasticbeanstalk.platforms'> = ({ ask, each, from, ref }) =>
  each(
    distinct(from('elasticbeanstalk.environments'), ({ PlatformArn }) => [PlatformArn]),
    async (PlatformArn) => {
      const answer = await ask(DescribePlatformVersionCommand, { PlatformArn });
      const description = must(answer.PlatformDescription, 'PlatformDescription');
      return { ...description, ref: ref(PlatformArn, description.PlatformBranchName), PlatformArn };
    },
    (PlatformArn) => ref(PlatformArn, PlatformArn.split('/').slice(1).join(' ')),
  );

const platformBranches: Collector<'elasticbeanstalk.platformBranches'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(ListPlatformBranchesCommand, { MaxRecords: 100 }, next)) {
    yield must(page.PlatformBranchSummaryList, 'PlatformBranchSummaryList').map((branch) => {
      const BranchName = must(branch.BranchName, 'BranchName');
      return { ...branch, ref: ref(arn('elasticbeanstalk', `branch/${BranchName}`), BranchName), BranchName };
    });
  }
};

const managedActions: Collector<'elasticbeanstalk.managedActions'> = ({ ask, each, from }) =>
  each(from('elasticbeanstalk.environments'), async ({ ref, EnvironmentId, EnvironmentName }) => {
    const answer = await ask(DescribeEnvironmentManagedActionsCommand, { EnvironmentId });
    return { ref, EnvironmentName, ManagedActions: must(answer.ManagedActions, 'ManagedActions') };
  });

/** The versions that run, asked for by their labels: an application keeps up to a thousand. */
const applicationVersions: Collector<'elasticbeanstalk.applicationVersions'> = async function* ({
  pages,
  each,
  from,
  ref,
  arn,
}) {
  const labels = new Map<string, Set<string>>();
  for await (const batch of from('elasticbeanstalk.environments')) {
    for (const { ApplicationName, VersionLabel } of batch) {
      if (VersionLabel === undefined) continue;
      labels.set(ApplicationName, (labels.get(ApplicationName) ?? new Set()).add(VersionLabel));
    }
  }
  const lists = each(
    once([...labels]),
    async ([ApplicationName, names]) => {
      const found = [];
      const question = { ApplicationName, VersionLabels: [...names], MaxRecords: 100 };
      for await (const page of pages(DescribeApplicationVersionsCommand, question, next)) {
        found.push(
          ...must(page.ApplicationVersions, 'ApplicationVersions').map((version) => {
            const VersionLabel = must(version.VersionLabel, 'VersionLabel');
            const id =
              version.ApplicationVersionArn ??
              arn('elasticbeanstalk', `applicationversion/${ApplicationName}/${VersionLabel}`);
            return { ...version, ref: ref(id, VersionLabel), ApplicationName, VersionLabel };
          }),
        );
      }
      return found;
    },
    ([ApplicationName]) => ref(arn('elasticbeanstalk', `application/${ApplicationName}`), ApplicationName),
  );
  for await (const lot of lists) yield lot.flat();
};

export const elasticbeanstalk: ServiceModule<'elasticbeanstalk'> = {
  client: (config) => new ElasticBeanstalkClient(config),
  collectors: {
    'elasticbeanstalk.environments': environments,
    'elasticbeanstalk.configurationSettings': configurationSettings,
    'elasticbeanstalk.resources': resources,
    'elasticbeanstalk.platforms': platforms,
    'elasticbeanstalk.platformBranches': platformBranches,
    'elasticbeanstalk.managedActions': managedActions,
    'elasticbeanstalk.applicationVersions': applicationVersions,
  },
};
