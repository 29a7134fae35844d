import { type DeployedService, defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import type { Dockerfile } from '../../src/model/repository/index.ts';
import { compared, comparisons, environmentEvidence, valuesOf } from '../shared/environments.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { platformPython } from '../shared/live-python.ts';

export default defineRule({
  id: 'staging-runtime-differs',
  topic: 'comparison/runtime',
  severity: 'medium',
  docs: {
    title: 'Run staging on the Python of production',
    why: 'Another minor version of Python resolves other wheels, deprecates other names and has other defaults: what staging proved does not hold in production.',
    how: 'The minor version of Python of each service: of the Elastic Beanstalk platform that the environment runs, or of the base image of the Dockerfile that the service’s image is built from. Different sets of versions on the two sides are a finding. Django’s version is the lock file’s, the same on both sides of one commit.',
    fix: 'Build both from one Dockerfile, or choose the platform branch with production’s Python.',
    silent: [
      'patch versions',
      'images whose Dockerfile is not known: open',
      'platforms that run containers: the image decides',
    ],
    example: {
      language: 'text',
      bad: 'production, platform of Elastic Beanstalk: 64bit Amazon Linux 2023 v4.7.2 running Python 3.13\nstaging,    platform of Elastic Beanstalk: 64bit Amazon Linux 2023 v4.7.2 running Python 3.11',
      good: 'production, platform of Elastic Beanstalk: 64bit Amazon Linux 2023 v4.7.2 running Python 3.13\nstaging,    platform of Elastic Beanstalk: 64bit Amazon Linux 2023 v4.7.2 running Python 3.13',
    },
    references: [
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/platforms-supported.html',
      'https://12factor.net/dev-prod-parity',
    ],
  },
  controls: { wellArchitected: ['OPS06'], soc2: ['CC8.1'] },
  needs: ['deployment.environments', 'repository.dockerfiles'],
  subjects: ({ deployment }) => comparisons(deployment.environments),
  judge: (subject, { repository }) =>
    compared(subject, (comparison) => {
      const { production, other } = comparison;
      const of = (service: DeployedService) => pythonOf(service, repository.dockerfiles);
      const model = valuesOf(production, of);
      const own = valuesOf(other, of);
      const evidence = [
        ...[production, other].flatMap(({ name, services }) =>
          services.map((service) => runtimeEvidence(name, service, repository.dockerfiles)),
        ),
        ...environmentEvidence(comparison),
      ];
      if (model === undefined || own === undefined) {
        const which = model === undefined ? production.name : other.name;
        return unknown(`the Python of ${which} could not be told: the image’s Dockerfile is not known`, { evidence });
      }
      if (model.join(' ') === own.join(' '))
        return pass(`${other.name} runs Python ${list(own)}, as production does`, { evidence });
      return fail(
        `${other.name} runs Python ${list(own)}, production ${list(model)}: what staging proves does not hold there`,
        {
          evidence,
          fix: fix(
            `Bring ${other.name} to Python ${list(model)}`,
            text('Change the platform branch of the environment, or the FROM line of its Dockerfile, and deploy.'),
          ),
        },
      );
    }),
});

/** `3.13`; undefined when neither the platform nor a Dockerfile tells. */
function pythonOf(service: DeployedService, dockerfiles: readonly Dockerfile[]): readonly string[] | undefined {
  const { live } = service;
  if (live.platform === 'elastic beanstalk') return listed(platformPython(live.environment.SolutionStackName));
  const image = dockerfileOf(service, dockerfiles)?.final.image;
  return listed(
    image?.repository.split('/').at(-1) === 'python' ? /^(\d+\.\d+)/.exec(image.tag ?? '')?.[1] : undefined,
  );
}

function listed(version: string | undefined): readonly string[] | undefined {
  return version === undefined ? undefined : [version];
}

/** The one that the service's ECR repository is built from. */
function dockerfileOf({ images }: DeployedService, dockerfiles: readonly Dockerfile[]): Dockerfile | undefined {
  const [built] = images.status === 'collected' ? images.value.flatMap(({ dockerfile }) => dockerfile?.to ?? []) : [];
  return dockerfiles.find(({ path }) => path === built?.path);
}

function runtimeEvidence(environment: string, service: DeployedService, dockerfiles: readonly Dockerfile[]) {
  const { live, ref } = service;
  const label = `${environment} ${ref.name ?? ref.id}`;
  if (live.platform === 'elastic beanstalk') {
    return seen(label, live.environment.SolutionStackName, 'elasticbeanstalk:DescribeEnvironments');
  }
  const dockerfile = dockerfileOf(service, dockerfiles);
  const from = dockerfile?.final.image;
  if (dockerfile === undefined || from === undefined) return seen(label, 'no Dockerfile is known', 'deployment');
  return { ...seen(label, from.text, `${dockerfile.path}:${from.location.line}`), location: from.location };
}
