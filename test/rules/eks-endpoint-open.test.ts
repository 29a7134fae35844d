import rule from '../../rules/hosting/eks-endpoint-open.ts';
import { testRule } from '../../src/testing/index.ts';
import { cluster } from '../build/eks.ts';
import { facts } from '../build/facts.ts';

const eks = (resourcesVpcConfig: ReturnType<typeof cluster>['resourcesVpcConfig']) =>
  facts(rule, { eks: { clusters: [cluster({ resourcesVpcConfig })] } });
const reports = [
  'the Kubernetes API of prod is open to the whole internet: a leaked token or a flaw in it is enough to take the cluster over; restrict it to your addresses',
];
const open = { endpointPublicAccess: true, publicAccessCidrs: ['203.0.113.0/24', '0.0.0.0/0'] };

testRule(rule, {
  pass: {
    'the office only': eks({ endpointPublicAccess: true, publicAccessCidrs: ['203.0.113.0/24'] }),
    private: eks({ endpointPublicAccess: false, publicAccessCidrs: ['0.0.0.0/0'] }),
  },
  fail: {
    open: { ...eks({ ...open, endpointPrivateAccess: false }), reports, severities: ['high'] },
    'open beside the private endpoint': {
      ...eks({ ...open, endpointPrivateAccess: true }),
      reports,
      severities: ['medium'],
    },
    'by IPv6': { ...eks({ endpointPublicAccess: true, publicAccessCidrs: ['::/0'] }), reports },
    'no addresses named: the default is the world': { ...eks({ endpointPublicAccess: true }), reports },
  },
  unknown: {
    'AWS did not say': { ...eks({}), reasons: ['AWS did not say who reaches the API of prod'] },
  },
});
