import { attributeKey, type Declaration, type DeployedService, type SubjectRef } from '../../model/index.ts';
import type { ElasticBeanstalk, OptionSetting } from '../../model/repository/index.ts';
import { live, written } from '../evidence.ts';

/** What of an environment's options is about what it makes. */
const PARTS = {
  'load balancer': /^aws:(elbv2|elb|elasticbeanstalk:environment:process)/,
  group: /^aws:(autoscaling|ec2)/,
} as const;

/**
 * Joins an environment that runs the repository's code with the options that its .ebextensions set, and with its line of
 * config.yml; its load balancers and groups with the options that shape them.
 */
export function environmentDeclarations(
  repository: ElasticBeanstalk,
  services: readonly DeployedService[],
): readonly Declaration[] {
  return services.flatMap((service) => {
    if (service.live.platform !== 'elastic beanstalk') return [];
    const options = repository.optionSettings;
    const about = (pattern: RegExp) => options.filter(({ namespace }) => pattern.test(namespace));
    const doors = service.frontDoors.status === 'collected' ? service.frontDoors.value : [];
    const groups = service.groups.status === 'collected' ? service.groups.value : [];
    return [
      ...ofOptions(repository, service, service.ref, options),
      ...doors.flatMap(({ loadBalancer }) =>
        ofOptions(repository, service, loadBalancer.ref, about(PARTS['load balancer'])),
      ),
      ...groups.flatMap(({ ref }) => ofOptions(repository, service, ref, about(PARTS.group))),
    ];
  });
}

function ofOptions(
  { config }: ElasticBeanstalk,
  service: DeployedService,
  resource: SubjectRef,
  options: readonly OptionSetting[],
): readonly Declaration[] {
  const environment = service.ref.name ?? service.ref.id;
  const named = resource === service.ref ? config?.environments.find(({ name }) => name === environment) : undefined;
  const [first] = options;
  const location = named === undefined ? first?.location : config?.location;
  if (location === undefined) return [];
  const what = first === undefined ? `names ${environment}` : `sets ${first.namespace} ${first.option}`;
  const to: SubjectRef = { kind: 'file', id: location.path, name: location.path, location };
  return [
    {
      resource,
      source: { kind: 'elastic beanstalk', options, ...(config === undefined ? {} : { config }) },
      home: {
        ...(named === undefined ? {} : { location }),
        attributes: Object.fromEntries(options.map((one) => [attributeKey(one.option), one.location])),
      },
      edge: {
        from: resource,
        to,
        kind: 'declared in',
        reason: `${location.path} ${what} of ${environment}, which runs this repository`,
        confidence: 'high',
        evidence: [
          live('environment', environment, 'elasticbeanstalk:DescribeEnvironments'),
          written('option', what, location),
        ],
      },
    },
  ];
}
