import type { AwsItem } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { day, daysUntil } from '../shared/time.ts';

const CALL = 'eks:DescribeClusterVersions';

export default defineRule({
  id: 'eks-version-support',
  topic: 'hosting/eks',
  severity: 'high',
  docs: {
    title: 'Run a Kubernetes version in standard support',
    why: 'After standard support a cluster costs six times as much an hour; after extended support AWS upgrades it when it likes, and what used removed APIs stops working that day.',
    how: 'AWS is asked for the dates of the version of the cluster. High after the end of extended support, medium after the end of standard support, low in the last 60 days of it. A version older than all that AWS still lists is high, with less confidence; a newer one that AWS does not list is unknown, never a finding.',
    fix: 'Upgrade one minor version at a time: cluster, add-ons, nodes.',
    example: {
      language: 'hcl',
      bad: 'resource "aws_eks_cluster" "shop" {\n  version = "1.32" # standard support ended on 2026-03-23\n}',
      good: 'resource "aws_eks_cluster" "shop" {\n  version = "1.36" # standard support until 2027-08-02\n}',
    },
    references: [
      'https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html',
      'https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeClusterVersions.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-2',
    ],
  },
  controls: {
    awsFsbp: ['EKS.2'],
    wellArchitected: ['SEC06', 'COST'],
    soc2: ['CC7.1'],
    cwe: ['1104'],
    owaspTop10_2021: ['A06'],
  },
  needs: ['eks.clusters', 'eks.clusterVersions'],
  options: {
    noticeDays: {
      type: 'integer',
      default: 60,
      minimum: 0,
      stricter: 'higher',
      describe: 'Days before the end of standard support from which on it is a finding',
    },
  },
  subjects: ({ eks }) => eks.clusters,
  judge: (cluster, { eks }, { today, options: { noticeDays } }) => {
    const found = eks.clusterVersions.find(({ clusterVersion }) => clusterVersion === cluster.version);
    const { endOfStandardSupportDate: standard, endOfExtendedSupportDate: extended } = found ?? {};
    const evidence = [
      seen('version', cluster.version, 'eks:DescribeCluster'),
      seen('endOfStandardSupportDate', standard && day(standard), CALL),
      seen('endOfExtendedSupportDate', extended && day(extended), CALL),
      seen('upgradePolicy', cluster.upgradePolicy?.supportType, 'eks:DescribeCluster'),
    ];
    const what = `the EKS cluster ${cluster.name} (${cluster.version ?? 'no version'})`;
    const details = { evidence, fix: upgrade(cluster) };
    if (standard === undefined && isOlderThanAll(cluster.version, eks.clusterVersions))
      return fail(
        `${what} is older than every version that AWS still lists: it is out of all support, and AWS upgrades it at any time; upgrade now`,
        { ...details, severity: 'high', confidence: 'medium' },
      );
    if (standard === undefined)
      return unknown(`AWS gives no end of support of Kubernetes ${cluster.version ?? ''} of ${cluster.name}`, {
        evidence,
      });
    const left = daysUntil(standard, today);
    if (extended !== undefined && daysUntil(extended, today) < 0)
      return fail(
        `${what} is out of all support since ${day(extended)}: AWS upgrades it at any time, and removed APIs stop working that day; upgrade now`,
        { ...details, severity: 'high' },
      );
    if (left < 0)
      return fail(
        `${what} left standard support on ${day(standard)}: it costs six times as much an hour${extended === undefined ? '' : ` until ${day(extended)}`}; upgrade`,
        { ...details, severity: 'medium' },
      );
    if (left < noticeDays)
      return fail(`${what} leaves standard support on ${day(standard)}, in ${left} days: plan the upgrade`, {
        ...details,
        severity: 'low',
      });
    return pass(`${what} is in standard support until ${day(standard)}`, { evidence });
  },
});

function isOlderThanAll(version: string | undefined, listed: readonly AwsItem<'eks.clusterVersions'>[]): boolean {
  const minor = (text: string | undefined) => Number(text?.split('.')[1] ?? 'NaN');
  return listed.length > 0 && listed.every(({ clusterVersion }) => minor(version) < minor(clusterVersion));
}

function upgrade({ name, version = '', ref }: AwsItem<'eks.clusters'>) {
  const [major = '1', minor = '0'] = version.split('.');
  return fix(
    `Upgrade ${name} by one minor version`,
    text(
      'No downtime of the pods: the control plane goes on answering; it cannot go back. Look for removed APIs first (aws eks list-insights), then upgrade add-ons and node groups. upgradePolicy STANDARD makes AWS upgrade instead of charging for extended support.',
    ),
    cli('eks update-cluster-version', { name, 'kubernetes-version': `${major}.${Number(minor) + 1}` }, ref.region),
    terraform(`aws_eks_cluster: version = "${major}.${Number(minor) + 1}"`),
  );
}
