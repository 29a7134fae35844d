import rule from '../../rules/monitoring/logs-not-shipped.ts';
import { testRule } from '../../src/testing/index.ts';
import { container, taskDefinition } from '../build/ecs.ts';
import { addon, cluster } from '../build/eks.ts';
import { environment, settingsOf } from '../build/elasticbeanstalk.ts';
import { facts } from '../build/facts.ts';

const STREAM = 'aws:elasticbeanstalk:cloudwatch:logs/StreamLogs';
const eb = (value: string | undefined) =>
  facts(rule, {
    elasticbeanstalk: {
      environments: [environment()],
      configurationSettings: [settingsOf(environment(), { [STREAM]: value })],
    },
  });
const ecs = (...containers: ReturnType<typeof container>[]) =>
  facts(rule, { ecs: { taskDefinitions: [taskDefinition(...containers)] } });
const { logConfiguration: _, ...silentContainer } = container();
const nowhere = (what: string, driver: string) =>
  `the container ${what} ships its output nowhere (log driver ${driver}): when the task ends nothing is left to read; give it the awslogs driver`;

testRule(rule, {
  pass: {
    'an environment that streams': eb('true'),
    'containers that ship': ecs(
      container(),
      container({ name: 'worker', logConfiguration: { logDriver: 'awsfirelens' } }),
    ),
    'EKS with the add-on': facts(rule, {
      eks: { clusters: [cluster()], addons: [addon('vpc-cni'), addon('amazon-cloudwatch-observability')] },
    }),
  },
  fail: {
    'an environment that keeps its logs': {
      ...eb('false'),
      reports: [
        'the Elastic Beanstalk environment shop-prod keeps its logs on the instances only: when one is replaced its logs are gone; stream them to CloudWatch',
      ],
    },
    'one container of two ships nothing, which another scanner passes': {
      ...ecs(container({ name: 'worker' }), silentContainer),
      reports: [nowhere('web of shop-web', 'not set')],
      severities: ['medium'],
    },
  },
  unknown: {
    'the settings were refused': {
      ...facts(rule, { elasticbeanstalk: { environments: [environment()] } }),
      reasons: ['the configuration settings of shop-prod could not be seen'],
    },
    'AWS lists no such option': { ...eb(undefined), reasons: [`AWS lists no value of ${STREAM} for shop-prod`] },
    'EKS, where the manifests decide': {
      ...facts(rule, { eks: { clusters: [cluster()], addons: [addon('vpc-cni')] } }),
      reasons: ['prod has no add-on that ships logs; whether a DaemonSet does stands in the manifests'],
    },
  },
  silent: {
    'the log router itself': ecs({
      ...silentContainer,
      name: 'log-router',
      firelensConfiguration: { type: 'fluentbit' },
    }),
  },
});
