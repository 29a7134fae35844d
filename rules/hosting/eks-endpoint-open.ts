import type { AwsItem } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { isWorld } from '../shared/cidr.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';

export default defineRule({
  id: 'eks-endpoint-open',
  topic: 'hosting/eks',
  severity: 'high',
  docs: {
    title: 'Restrict who reaches the Kubernetes API',
    why: 'An API server that the whole internet reaches is one leaked token or one flaw away from being taken over, with all that runs in the cluster.',
    how: 'Where `endpointPublicAccess` is on, `publicAccessCidrs` must not hold the whole internet, which is the default. High, or medium when the private endpoint is on as well: then closing the public one costs nothing.',
    fix: 'Switch the private endpoint on and restrict the public one to your addresses.',
    silent: ['a public endpoint for named addresses'],
    example: {
      language: 'hcl',
      bad: 'vpc_config {\n  subnet_ids             = module.vpc.private_subnets\n  endpoint_public_access = true\n  public_access_cidrs    = ["0.0.0.0/0"]\n}',
      good: 'vpc_config {\n  subnet_ids              = module.vpc.private_subnets\n  endpoint_private_access = true\n  endpoint_public_access  = true\n  public_access_cidrs     = ["203.0.113.0/24"]\n}',
    },
    references: [
      'https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-1',
    ],
  },
  controls: {
    awsFsbp: ['EKS.1'],
    wellArchitected: ['SEC05'],
    soc2: ['CC6.6'],
    cwe: ['284'],
    owaspTop10_2021: ['A05'],
  },
  needs: ['eks.clusters'],
  subjects: ({ eks }) => eks.clusters,
  judge: (cluster) => {
    const { endpointPublicAccess, endpointPrivateAccess, publicAccessCidrs = [] } = cluster.resourcesVpcConfig ?? {};
    const evidence = [
      seen('endpointPublicAccess', endpointPublicAccess, 'eks:DescribeCluster'),
      seen('publicAccessCidrs', publicAccessCidrs, 'eks:DescribeCluster'),
      seen('endpointPrivateAccess', endpointPrivateAccess, 'eks:DescribeCluster'),
    ];
    if (endpointPublicAccess === undefined)
      return unknown(`AWS did not say who reaches the API of ${cluster.name}`, { evidence });
    if (!endpointPublicAccess) return pass(`the API of ${cluster.name} is private`, { evidence });
    if (publicAccessCidrs.length > 0 && !publicAccessCidrs.some(isWorld))
      return pass(`the API of ${cluster.name} is open to named addresses only`, { evidence });
    return fail(
      `the Kubernetes API of ${cluster.name} is open to the whole internet: a leaked token or a flaw in it is enough to take the cluster over; restrict it to your addresses`,
      {
        severity: endpointPrivateAccess === true ? 'medium' : 'high',
        evidence,
        fix: restrict(cluster),
      },
    );
  },
});

function restrict({ name, ref }: AwsItem<'eks.clusters'>) {
  const config = 'endpointPublicAccess=true,endpointPrivateAccess=true,publicAccessCidrs=203.0.113.0/24';
  return fix(
    `Restrict the API of ${name}`,
    text(
      'Pods and nodes go on over the private endpoint; takes some minutes, without downtime. Put your own addresses in place of 203.0.113.0/24. Runners of GitHub have no fixed addresses: use runners in the VPC, or a tunnel by Session Manager, before you close it.',
    ),
    cli('eks update-cluster-config', { name, 'resources-vpc-config': config }, ref.region),
    terraform('aws_eks_cluster: vpc_config { endpoint_private_access = true, public_access_cidrs = [...] }'),
  );
}
