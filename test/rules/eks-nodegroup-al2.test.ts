import rule from '../../rules/hosting/eks-nodegroup-al2.ts';
import { testRule } from '../../src/testing/index.ts';
import { cluster, nodegroup } from '../build/eks.ts';
import { facts } from '../build/facts.ts';

const eks = (given: Parameters<typeof nodegroup>[0]) =>
  facts(rule, { eks: { clusters: [cluster()], nodegroups: [nodegroup(given)] } });

testRule(rule, {
  pass: {
    AL2023: eks({}),
    Bottlerocket: eks({ amiType: 'BOTTLEROCKET_ARM_64' }),
    'two versions behind': eks({ version: '1.33' }),
  },
  fail: {
    'Amazon Linux 2': {
      ...eks({ amiType: 'AL2_x86_64' }),
      reports: [
        'the node group web of prod runs Amazon Linux 2 (AL2_x86_64), which is out of support: its nodes get no security patches; replace it by one with AL2023',
      ],
      severities: ['high'],
    },
    'three versions behind': {
      ...eks({ version: '1.32' }),
      reports: [
        'the node group web of prod runs Kubernetes 1.32, 3 minor versions behind its cluster: the next upgrade of the cluster breaks it; update its nodes',
      ],
      severities: ['low'],
    },
  },
  unknown: {
    'an image of our own': {
      ...eks({ amiType: 'CUSTOM' }),
      reasons: ['the node group web of prod uses an image of its own: its system cannot be seen'],
    },
  },
});
