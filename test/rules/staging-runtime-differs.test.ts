import rule from '../../rules/comparison/staging-runtime-differs.ts';
import { collected, type DeployedService, type Edge, unavailable } from '../../src/model/index.ts';
import type { Dockerfile } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { environment as beanstalk } from '../build/elasticbeanstalk.ts';
import { ALONE, environments } from '../build/environments.ts';
import { dockerfile, image } from '../build/repository.ts';

const compared = (
  production: Partial<DeployedService>,
  staging: Partial<DeployedService>,
  dockerfiles: readonly Dockerfile[] = [],
) => ({ given: { deployment: { environments: environments(production, staging) }, repository: { dockerfiles } } });
const platform = (SolutionStackName: string): Partial<DeployedService> => ({
  live: {
    platform: 'elastic beanstalk',
    environment: beanstalk({ SolutionStackName }),
    settings: unavailable('not requested'),
  },
});
const python = (version: string) => platform(`64bit Amazon Linux 2023 v4.3.0 running Python ${version}`);
const built = (file: Dockerfile): Partial<DeployedService> => {
  const edge: Edge = { from: file.ref, to: file.ref, kind: 'built from', reason: '', confidence: 'high', evidence: [] };
  return { images: collected([{ image: 'shop:1', dockerfile: { to: file, edge } }]) };
};
const file = dockerfile();
const other = dockerfile({ path: 'legacy/Dockerfile', final: { image: image('python:3.11-slim') } });

testRule(rule, {
  pass: {
    'the same platform': compared(python('3.12'), python('3.12')),
    'a platform and an image with one Python': compared(built(file), python('3.13'), [file]),
  },
  fail: {
    'an older platform': {
      ...compared(python('3.13'), python('3.11')),
      reports: ['staging runs Python 3.11, production 3.13: what staging proves does not hold there'],
      severities: ['medium'],
    },
    'images of two Dockerfiles': {
      ...compared(built(file), built(other), [file, other]),
      reports: ['staging runs Python 3.11, production 3.13: what staging proves does not hold there'],
    },
  },
  unknown: {
    'an image whose Dockerfile is not known': {
      ...compared({}, python('3.13')),
      reasons: ['the Python of production could not be told: the image’s Dockerfile is not known'],
    },
    'a platform that runs containers': {
      ...compared(python('3.13'), platform('64bit Amazon Linux 2023 v4.3.0 running Docker')),
      reasons: ['the Python of staging could not be told: the image’s Dockerfile is not known'],
    },
  },
  silent: Object.fromEntries(
    Object.entries(ALONE).map(([name, { given }]) => [name, { given: { ...given, repository: { dockerfiles: [] } } }]),
  ),
});
