import { GetWebACLForResourceCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import type { Collector, ServiceModule } from '../collector.ts';
import { must } from '../collector.ts';

/** Only application load balancers can have one of the regional web ACLs that rules ask about. */
const webAclsForResources: Collector<'wafv2.webAclsForResources'> = ({ ask, each, from }) =>
  each(from('elasticloadbalancing.loadBalancers'), async ({ ref, LoadBalancerArn: ResourceArn, Type }) => {
    if (Type !== 'application') return undefined;
    const absent = ['WAFNonexistentItemException'];
    const answer = await ask(GetWebACLForResourceCommand, { ResourceArn }, { absent });
    const acl = answer?.WebACL;
    const WebACL = acl === undefined ? null : { ARN: must(acl.ARN, 'ARN'), Name: must(acl.Name, 'Name') };
    return { ref, ResourceArn, WebACL };
  });

export const wafv2: ServiceModule<'wafv2'> = {
  client: (config) => new WAFV2Client(config),
  collectors: { 'wafv2.webAclsForResources': webAclsForResources },
};
