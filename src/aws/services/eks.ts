import {
  DescribeAddonCommand,
  DescribeClusterCommand,
  DescribeClusterVersionsCommand,
  DescribeNodegroupCommand,
  EKSClient,
  ListAddonsCommand,
  ListClustersCommand,
  ListNodegroupsCommand,
} from '@aws-sdk/client-eks';
import { part } from '../../model/subject.ts';
import type { Collector, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';
import { flat } from '../streams.ts';

const PAGE = { maxResults: 100 };
const next = by('nextToken');
const absent = ['ResourceNotFoundException'];

const clusters: Collector<'eks.clusters'> = ({ ask, pages, each, ref, arn: arnOf }) => {
  const names = async function* () {
    for await (const page of pages(ListClustersCommand, PAGE, next)) yield must(page.clusters, 'clusters');
  };
  const describe = async (name: string) => {
    const answer = await ask(DescribeClusterCommand, { name }, { absent });
    if (answer === undefined) return undefined;
    const { certificateAuthority: _, ...cluster } = must(answer.cluster, 'cluster');
    const arn = must(cluster.arn, 'arn');
    return { ...cluster, ref: ref(arn, name), arn, name };
  };
  return each(names(), describe, (name) => ref(arnOf('eks', `cluster/${name}`), name));
};

const nodegroups: Collector<'eks.nodegroups'> = ({ ask, pages, each, from, ref, arn }) => {
  const listed = each(from('eks.clusters'), async ({ name: clusterName }) => {
    const names: string[] = [];
    for await (const page of pages(ListNodegroupsCommand, { ...PAGE, clusterName }, next)) {
      names.push(...must(page.nodegroups, 'nodegroups'));
    }
    return names.map((nodegroupName) => ({ clusterName, nodegroupName }));
  });
  return each(
    flat(listed),
    async ({ clusterName, nodegroupName }) => {
      const answer = await ask(DescribeNodegroupCommand, { clusterName, nodegroupName }, { absent });
      if (answer === undefined) return undefined;
      const nodegroup = must(answer.nodegroup, 'nodegroup');
      const nodegroupArn = must(nodegroup.nodegroupArn, 'nodegroupArn');
      return { ...nodegroup, ref: ref(nodegroupArn, nodegroupName), nodegroupArn, nodegroupName, clusterName };
    },
    ({ clusterName, nodegroupName }) =>
      part(ref(arn('eks', `cluster/${clusterName}`), clusterName), `nodegroup/${nodegroupName}`, nodegroupName),
  );
};

const addons: Collector<'eks.addons'> = ({ ask, pages, each, from, ref, arn }) => {
  const listed = each(from('eks.clusters'), async ({ name: clusterName }) => {
    const names: string[] = [];
    for await (const page of pages(ListAddonsCommand, { ...PAGE, clusterName }, next)) {
      names.push(...must(page.addons, 'addons'));
    }
    return names.map((addonName) => ({ clusterName, addonName }));
  });
  return each(
    flat(listed),
    async ({ clusterName, addonName }) => {
      const answer = await ask(DescribeAddonCommand, { clusterName, addonName }, { absent });
      if (answer === undefined) return undefined;
      const { configurationValues: _, ...addon } = must(answer.addon, 'addon');
      const addonArn = must(addon.addonArn, 'addonArn');
      return { ...addon, ref: ref(addonArn, `${clusterName} ${addonName}`), addonArn, addonName, clusterName };
    },
    ({ clusterName, addonName }) => part(ref(arn('eks', `cluster/${clusterName}`), clusterName), `addon/${addonName}`),
  );
};

const clusterVersions: Collector<'eks.clusterVersions'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(DescribeClusterVersionsCommand, { ...PAGE, includeAll: true }, next)) {
    yield must(page.clusterVersions, 'clusterVersions').map((version) => {
      const clusterVersion = must(version.clusterVersion, 'clusterVersion');
      const id = arn('eks', `version/${clusterVersion}`);
      return { ...version, ref: ref(id, `Kubernetes ${clusterVersion}`), clusterVersion };
    });
  }
};

export const eks: ServiceModule<'eks'> = {
  client: (config) => new EKSClient(config),
  collectors: {
    'eks.clusters': clusters,
    'eks.nodegroups': nodegroups,
    'eks.addons': addons,
    'eks.clusterVersions': clusterVersions,
  },
};
