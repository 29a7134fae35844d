import {
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeRegionsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import type { AutoScalingGroup } from '../../model/aws/index.ts';
import { part } from '../../model/subject.ts';
import type { Collector, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';
import { nameOf } from '../names.ts';
import { guardText } from '../redact.ts';
import { chunks, distinct } from '../streams.ts';

export { DescribeRegionsCommand };

const PAGE = { MaxResults: 1000 };
const next = by('NextToken');

const instances: Collector<'ec2.instances'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(DescribeInstancesCommand, PAGE, next)) {
    yield must(page.Reservations, 'Reservations').flatMap((reservation) =>
      must(reservation.Instances, 'Instances').map((instance) => {
        const InstanceId = must(instance.InstanceId, 'InstanceId');
        const id = arn('ec2', `instance/${InstanceId}`);
        return { ...instance, ref: ref(id, nameOf(instance.Tags, InstanceId)), InstanceId };
      }),
    );
  }
};

const securityGroups: Collector<'ec2.securityGroups'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(DescribeSecurityGroupsCommand, PAGE, next)) {
    yield must(page.SecurityGroups, 'SecurityGroups').map((group) => {
      const GroupId = must(group.GroupId, 'GroupId');
      const GroupName = must(group.GroupName, 'GroupName');
      const id = arn('ec2', `security-group/${GroupId}`);
      return { ...group, ref: ref(id, nameOf(group.Tags, GroupName)), GroupId, GroupName };
    });
  }
};

const subnets: Collector<'ec2.subnets'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(DescribeSubnetsCommand, PAGE, next)) {
    yield must(page.Subnets, 'Subnets').map((subnet) => {
      const SubnetId = must(subnet.SubnetId, 'SubnetId');
      const id = subnet.SubnetArn ?? arn('ec2', `subnet/${SubnetId}`);
      return { ...subnet, ref: ref(id, nameOf(subnet.Tags, SubnetId)), SubnetId, VpcId: must(subnet.VpcId, 'VpcId') };
    });
  }
};

const routeTables: Collector<'ec2.routeTables'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(DescribeRouteTablesCommand, { MaxResults: 100 }, next)) {
    yield must(page.RouteTables, 'RouteTables').map((table) => {
      const RouteTableId = must(table.RouteTableId, 'RouteTableId');
      const id = arn('ec2', `route-table/${RouteTableId}`);
      return {
        ...table,
        ref: ref(id, nameOf(table.Tags, RouteTableId)),
        RouteTableId,
        VpcId: must(table.VpcId, 'VpcId'),
      };
    });
  }
};

/** The versions that Auto Scaling groups launch from, once for each way in which they are named. */
const launchTemplateVersions: Collector<'ec2.launchTemplateVersions'> = ({ ask, each, from, ref, arn }) =>
  each(
    distinct(from('autoscaling.groups'), (group) => templatesOf(group).map((one) => `${one.id} ${one.version}`)),
    async (named) => {
      const [LaunchTemplateId = '', usedAs = ''] = named.split(' ');
      const answer = await ask(
        DescribeLaunchTemplateVersionsCommand,
        { LaunchTemplateId, Versions: [usedAs] },
        { absent: ['InvalidLaunchTemplateId.NotFound', 'InvalidLaunchTemplateId.VersionNotFound'] },
      );
      const version = answer && must(answer.LaunchTemplateVersions, 'LaunchTemplateVersions')[0];
      if (version === undefined) return undefined;
      const { UserData, ...data } = must(version.LaunchTemplateData, 'LaunchTemplateData');
      return {
        ...version,
        ref: part(ref(arn('ec2', `launch-template/${LaunchTemplateId}`), version.LaunchTemplateName), usedAs),
        LaunchTemplateId,
        VersionNumber: must(version.VersionNumber, 'VersionNumber'),
        usedAs,
        LaunchTemplateData: UserData === undefined ? data : { ...data, UserData: guardText(decoded(UserData)) },
      };
    },
    (named) => {
      const [id = '', usedAs = ''] = named.split(' ');
      return part(ref(arn('ec2', `launch-template/${id}`), id), usedAs);
    },
  );

/** AWS's default version is `$Default`. */
function templatesOf(group: AutoScalingGroup): readonly { readonly id: string; readonly version: string }[] {
  const mixed = group.MixedInstancesPolicy?.LaunchTemplate;
  const overrides = (mixed?.Overrides ?? []).map((one) => one.LaunchTemplateSpecification);
  return [group.LaunchTemplate, mixed?.LaunchTemplateSpecification, ...overrides].flatMap((named) =>
    named?.LaunchTemplateId === undefined ? [] : [{ id: named.LaunchTemplateId, version: named.Version ?? '$Default' }],
  );
}

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

/** AWS takes up to 100 names at a time; one that it does not know (a database class of its own) is left out by the filter. */
const instanceTypes: Collector<'ec2.instanceTypes'> = async function* ({ pages, from, ref, arn }) {
  const seen = new Set<string>();
  for (const names of [
    distinct(from('ec2.instances'), (instance) => [instance.InstanceType]),
    distinct(from('rds.instances'), (db) => [db.DBInstanceClass.replace(/^db\./, '')]),
  ]) {
    for await (const [batch = []] of chunks(names, 100)) {
      const fresh = batch.filter((name) => !seen.has(name));
      for (const name of fresh) seen.add(name);
      if (fresh.length === 0) continue;
      const Filters = [{ Name: 'instance-type', Values: fresh }];
      for await (const page of pages(DescribeInstanceTypesCommand, { Filters, MaxResults: 100 }, next)) {
        yield must(page.InstanceTypes, 'InstanceTypes').map((type) => {
          const InstanceType = must(type.InstanceType, 'InstanceType');
          return { ...type, ref: ref(arn('ec2', `instance-type/${InstanceType}`), InstanceType), InstanceType };
        });
      }
    }
  }
};

export const ec2: ServiceModule<'ec2'> = {
  client: (config) => new EC2Client(config),
  collectors: {
    'ec2.instances': instances,
    'ec2.securityGroups': securityGroups,
    'ec2.subnets': subnets,
    'ec2.routeTables': routeTables,
    'ec2.launchTemplateVersions': launchTemplateVersions,
    'ec2.instanceTypes': instanceTypes,
  },
};
