import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribePoliciesCommand,
} from '@aws-sdk/client-auto-scaling';
import type { Subject, SubjectRef } from '../../model/subject.ts';
import type { Collector, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';
import { nameOf } from '../names.ts';
import { chunks } from '../streams.ts';

const PAGE = { MaxRecords: 100 };
const next = by('NextToken');

const groups: Collector<'autoscaling.groups'> = async function* ({ pages, ref }) {
  for await (const page of pages(DescribeAutoScalingGroupsCommand, PAGE, next)) {
    yield must(page.AutoScalingGroups, 'AutoScalingGroups').map((group) => {
      const AutoScalingGroupARN = must(group.AutoScalingGroupARN, 'AutoScalingGroupARN');
      const AutoScalingGroupName = must(group.AutoScalingGroupName, 'AutoScalingGroupName');
      return {
        ...group,
        ref: ref(AutoScalingGroupARN, nameOf(group.Tags, AutoScalingGroupName)),
        AutoScalingGroupARN,
        AutoScalingGroupName,
        MinSize: must(group.MinSize, 'MinSize'),
        MaxSize: must(group.MaxSize, 'MaxSize'),
        DesiredCapacity: must(group.DesiredCapacity, 'DesiredCapacity'),
      };
    });
  }
};

/** One list for the whole region: it is shorter than a question about each group. */
const policies: Collector<'autoscaling.policies'> = async function* ({ pages, from }) {
  const owners = new Map<string, Subject>();
  for await (const batch of chunks(from('autoscaling.groups'), Number.POSITIVE_INFINITY)) {
    for (const group of batch.flat()) owners.set(group.AutoScalingGroupName, group);
  }
  if (owners.size === 0) return;
  for await (const page of pages(DescribePoliciesCommand, PAGE, next)) {
    yield must(page.ScalingPolicies, 'ScalingPolicies').flatMap((policy) => {
      const owner = owners.get(must(policy.AutoScalingGroupName, 'AutoScalingGroupName'));
      return owner === undefined ? [] : [owned(policy, owner.ref)];
    });
  }
};

type Policy = { readonly AutoScalingGroupName?: string | undefined; readonly PolicyName?: string | undefined };

function owned<P extends Policy>(policy: P, ref: SubjectRef) {
  return {
    ...policy,
    ref,
    AutoScalingGroupName: must(policy.AutoScalingGroupName, 'AutoScalingGroupName'),
    PolicyName: must(policy.PolicyName, 'PolicyName'),
  };
}

export const autoscaling: ServiceModule<'autoscaling'> = {
  client: (config) => new AutoScalingClient(config),
  collectors: { 'autoscaling.groups': groups, 'autoscaling.policies': policies },
};
