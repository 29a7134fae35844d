import rule from '../../rules/performance/no-autoscaling.ts';
import { testRule } from '../../src/testing/index.ts';
import { autoScalingGroup, groupPolicy } from '../build/autoscaling.ts';
import { ecsService, scalableTarget, scalingPolicy } from '../build/ecs.ts';
import { facts } from '../build/facts.ts';

const asg = (given: Parameters<typeof autoScalingGroup>[0], withPolicy = true) =>
  facts(rule, {
    autoscaling: {
      groups: [autoScalingGroup(given)],
      policies: withPolicy ? [groupPolicy(autoScalingGroup(given))] : [],
    },
  });
const ecs = (
  service: Parameters<typeof ecsService>[0],
  targets: ReturnType<typeof scalableTarget>[],
  policies = [scalingPolicy()],
) => facts(rule, { ecs: { services: [ecsService(service)] }, 'application-autoscaling': { targets, policies } });

testRule(rule, {
  pass: {
    'a group that scales': asg({}),
    'a service that scales': ecs({}, [scalableTarget()]),
  },
  fail: {
    'a group of a fixed size': {
      ...asg({ MinSize: 2, MaxSize: 2 }),
      reports: [
        'the Auto Scaling group shop-web has a fixed size of 2: it gets slow and falls over when visitors come; set a higher maximum',
      ],
      severities: ['medium'],
    },
    'a group without a policy': {
      ...asg({}, false),
      reports: ['the Auto Scaling group shop-web may grow from 2 to 6, but no scaling policy makes it; add one'],
    },
    'a group whose only policy is switched off': {
      ...facts(rule, {
        autoscaling: {
          groups: [autoScalingGroup()],
          policies: [{ ...groupPolicy(autoScalingGroup()), Enabled: false }],
        },
      }),
      reports: ['the Auto Scaling group shop-web may grow from 2 to 6, but no scaling policy makes it; add one'],
    },
    'a group whose launches are suspended': {
      ...asg({ SuspendedProcesses: [{ ProcessName: 'Launch', SuspensionReason: 'User suspended' }] }),
      reports: [
        'the Auto Scaling group shop-web cannot grow: Launch is suspended, so that no load and no fault starts an instance; resume it',
      ],
      severities: ['high'],
    },
    'a service without a target': {
      ...ecs({}, []),
      reports: [
        'the ECS service shop-web has a fixed number of tasks: it gets slow and falls over when visitors come; register a scalable target',
      ],
    },
    'the target of a service whose name begins the same': {
      ...ecs({}, [scalableTarget({ ResourceId: 'service/prod/shop-web-admin' })]),
      reports: [
        'the ECS service shop-web has a fixed number of tasks: it gets slow and falls over when visitors come; register a scalable target',
      ],
    },
    'a minimum that is the maximum': {
      ...ecs({}, [scalableTarget({ MaxCapacity: 2 })]),
      reports: ['the ECS service shop-web may only have 2 tasks: its minimum is its maximum; raise the maximum'],
    },
    'a target without a policy': {
      ...ecs({}, [scalableTarget()], []),
      reports: ['the ECS service shop-web may grow from 2 to 6 tasks, but no scaling policy makes it; add one'],
    },
    'scaling out is suspended': {
      ...ecs({}, [scalableTarget({ SuspendedState: { DynamicScalingOutSuspended: true } })]),
      reports: ['the ECS service shop-web cannot grow: scaling out is suspended, whatever its policies say; resume it'],
      severities: ['high'],
    },
  },
  silent: {
    'a bastion': asg({ MinSize: 1, MaxSize: 1, TargetGroupARNs: [] }),
    'nodes of EKS': asg({ MinSize: 2, MaxSize: 2, Tags: [{ Key: 'eks:nodegroup-name', Value: 'web' }] }),
    'a worker': ecs({ loadBalancers: [] }, []),
    'a daemon': ecs({ schedulingStrategy: 'DAEMON' }, []),
  },
});
