import rule from '../../rules/hosting/ecs-privileged-or-root.ts';
import { testRule } from '../../src/testing/index.ts';
import { container, taskDefinition } from '../build/ecs.ts';
import { facts } from '../build/facts.ts';

const ecs = (...containers: ReturnType<typeof container>[]) =>
  facts(rule, { ecs: { taskDefinitions: [taskDefinition(...containers)] } });

testRule(rule, {
  pass: {
    'a user of its own': ecs(container()),
    'a user whose number begins with 0 only in its group': ecs(container({ user: '1000:0' })),
  },
  fail: {
    'the sidecar is privileged': {
      ...ecs(container(), container({ name: 'agent', privileged: true })),
      reports: [
        'the container agent of shop-web is privileged: who breaks into the application has the host; run it unprivileged',
      ],
      severities: ['high'],
    },
    'root by number and group': {
      ...ecs(container({ user: '0:1000' })),
      reports: [
        'the container web of shop-web runs as root (user 0:1000): who breaks into the application can change all of it; run it as a user of its own',
      ],
      severities: ['medium'],
    },
  },
  unknown: {
    'the image decides': {
      ...ecs(container({ user: undefined })),
      reasons: ['the image of web of shop-web decides about its user: the task definition names none'],
    },
  },
});
