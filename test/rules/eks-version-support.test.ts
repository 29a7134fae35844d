import rule from '../../rules/hosting/eks-version-support.ts';
import { testRule } from '../../src/testing/index.ts';
import { cluster, clusterVersion } from '../build/eks.ts';
import { facts } from '../build/facts.ts';

const versions = [
  clusterVersion('1.29', '2025-03-23', '2026-03-23'),
  clusterVersion('1.33', '2026-07-29', '2027-07-29'),
  clusterVersion('1.34', '2026-12-02', '2027-12-02'),
  clusterVersion('1.36', '2027-01-24', '2028-01-24'),
  clusterVersion('1.35', '2027-03-27', '2028-03-27'),
];
const eks = (version: string) => facts(rule, { eks: { clusters: [cluster({ version })], clusterVersions: versions } });

testRule(rule, {
  pass: { 'in standard support': eks('1.35'), 'two months before its end': eks('1.36') },
  fail: {
    'out of all support: another scanner calls it supported': {
      ...eks('1.29'),
      reports: [
        'the EKS cluster prod (1.29) is out of all support since 2026-03-23: AWS upgrades it at any time, and removed APIs stop working that day; upgrade now',
      ],
      severities: ['high'],
    },
    '1.19, which AWS lists no more and another scanner passes': {
      ...eks('1.19'),
      reports: [
        'the EKS cluster prod (1.19) is older than every version that AWS still lists: it is out of all support, and AWS upgrades it at any time; upgrade now',
      ],
      severities: ['high'],
    },
    'in extended support': {
      ...eks('1.33'),
      reports: [
        'the EKS cluster prod (1.33) left standard support on 2026-07-29: it costs six times as much an hour until 2027-07-29; upgrade',
      ],
      severities: ['medium'],
    },
    'a week before the end': {
      ...eks('1.34'),
      reports: ['the EKS cluster prod (1.34) leaves standard support on 2026-12-02, in 7 days: plan the upgrade'],
      severities: ['low'],
    },
  },
  unknown: {
    'a newer version than AWS told is no finding': {
      ...eks('1.38'),
      reasons: ['AWS gives no end of support of Kubernetes 1.38 of prod'],
    },
  },
});
