import { collected, defineRule, type Fact, type FrontDoor, fail, notApplicable, pass } from '../../src/model/index.ts';
import { compared, comparisons, environmentEvidence, gathered } from '../shared/environments.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';

export default defineRule({
  id: 'staging-tls-policy-differs',
  topic: 'comparison/https',
  severity: 'low',
  docs: {
    title: 'Give staging the TLS policy of production',
    why: 'A client, webhook or monitor that connects to staging and not to production (or the other way round) is found by the customer, and a new policy that is tried on staging says nothing of production.',
    how: 'The TLS policies of every HTTPS listener of the load balancers before production’s services and before staging’s. Different sets of policies are a finding; so is a production with HTTPS beside a staging without.',
    fix: 'Set the same SslPolicy on the listeners of both; change staging first.',
    silent: ['environments without a load balancer', 'policies of CloudFront'],
    example: {
      language: 'hcl',
      bad: '# aws_lb_listener of production: ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"\n# aws_lb_listener of staging:\nssl_policy = "ELBSecurityPolicy-2016-08"',
      good: '# aws_lb_listener of production: ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"\n# aws_lb_listener of staging:\nssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"',
    },
    references: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html'],
  },
  controls: { wellArchitected: ['OPS06'], soc2: ['CC8.1'] },
  needs: ['deployment.environments'],
  subjects: ({ deployment }) => comparisons(deployment.environments),
  judge: (subject) =>
    compared(subject, (comparison) => {
      const { production, other } = comparison;
      const there = gathered(production, 'listeners', ({ frontDoors }) => policiesOf(frontDoors));
      if ('open' in there) return there.open;
      const here = gathered(other, 'listeners', ({ frontDoors }) => policiesOf(frontDoors));
      if ('open' in here) return here.open;
      const [model, own] = [there.items, here.items].map((all) => [...new Set(all)].toSorted());
      if (model === undefined || model.length === 0 || own === undefined)
        return notApplicable('no HTTPS listener stands before production');
      const evidence = [
        seen(`${production.name} SslPolicy`, model, CALL),
        seen(`${other.name} SslPolicy`, own, CALL),
        ...environmentEvidence(comparison),
      ];
      if (own.join(' ') === model.join(' '))
        return pass(`${other.name} has production’s TLS policy ${list(model)}`, { evidence });
      const has = own.length === 0 ? 'no HTTPS listener' : `the TLS policy ${list(own)}`;
      return fail(
        `${other.name} has ${has}, production ${list(model)}: a client that connects to the one may not reach the other`,
        {
          evidence,
          fix: fix(
            `Set ${list(model)} on the listeners of ${other.name}`,
            text(
              'Where the two are meant to differ for a while, except this with the day on which production follows.',
            ),
          ),
        },
      );
    }),
});

const CALL = 'elasticloadbalancing:DescribeListeners';

function policiesOf(doors: Fact<readonly FrontDoor[]>): Fact<readonly string[]> {
  if (doors.status === 'unavailable') return doors;
  const found: string[] = [];
  for (const { listeners } of doors.value) {
    if (listeners.status === 'unavailable') return listeners;
    found.push(...listeners.value.flatMap(({ SslPolicy }) => SslPolicy ?? []));
  }
  return collected(found);
}
