import type { AwsItem } from '../../src/model/aws/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { imageName, wildcard } from '../shared/images.ts';
import { sameScope } from '../shared/scope.ts';

type Scanning = AwsItem<'ecr.registryScanning'>;

export default defineRule({
  id: 'ecr-no-scanning',
  topic: 'deployment/updating-system-packages',
  severity: 'medium',
  docs: {
    title: 'Scan images for known flaws',
    why: 'The packages of the base image age: without scans nobody learns that the image in production has a flaw that is published and used.',
    how: 'Repositories that running task definitions use are judged. The configuration of the registry goes first: a rule (ENHANCED, or BASIC with scan on push) whose filter matches the repository passes; `scanOnPush` of the repository itself passes too, unless the registry is ENHANCED, which leaves it unheard.',
    fix: 'Set scan on push for all repositories of the registry.',
    silent: ['repositories that no running revision uses'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_ecr_repository" "shop" {\n  name = "shop" # and the registry has no scanning rule\n}',
      good: 'resource "aws_ecr_repository" "shop" {\n  name = "shop"\n  image_scanning_configuration {\n    scan_on_push = true\n  }\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html',
      'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-1',
    ],
  },
  controls: {
    awsFsbp: ['ECR.1'],
    wellArchitected: ['SEC06'],
    soc2: ['CC7.1'],
    cwe: ['1395'],
    owaspTop10_2021: ['A06'],
  },
  needs: ['ecr.repositories', 'ecr.registryScanning', 'ecs.taskDefinitions'],
  subjects: ({ ecr }) => ecr.repositories,
  judge: (repository, { ecr, ecs }) => {
    const { repositoryName: name, repositoryUri, imageScanningConfiguration } = repository;
    const used = ecs.taskDefinitions.some(({ containerDefinitions }) =>
      containerDefinitions.some(({ image }) => imageName(image).repository === repositoryUri),
    );
    if (!used) return notApplicable(`no running revision uses ${name}`);
    const registry = ecr.registryScanning.find((one) => sameScope(one, repository));
    const evidence = [
      seen(
        'registry',
        registry &&
          `${registry.scanType ?? ''}: ${(registry.rules ?? []).map(({ scanFrequency }) => scanFrequency).join(', ') || 'no rules'}`,
        'ecr:GetRegistryScanningConfiguration',
      ),
      seen('scanOnPush', imageScanningConfiguration?.scanOnPush, 'ecr:DescribeRepositories'),
    ];
    if (registry !== undefined && scans(registry, name))
      return pass(`images of ${name} are scanned (${registry.scanType ?? 'registry rule'})`, { evidence });
    if (imageScanningConfiguration?.scanOnPush === true && registry?.scanType !== 'ENHANCED')
      return pass(`images of ${name} are scanned on push`, { evidence });
    if (registry === undefined)
      return unknown(`the scanning configuration of the registry of ${name} could not be seen`, { evidence });
    return fail(
      `images of the ECR repository ${name}, which runs in production, are not scanned: nobody learns of flaws in their packages; scan on push`,
      {
        evidence,
        fix: scan(repository.ref.region),
      },
    );
  },
});

function scans({ rules }: Scanning, name: string): boolean {
  return (rules ?? []).some(
    ({ scanFrequency, repositoryFilters }) =>
      scanFrequency !== 'MANUAL' && (repositoryFilters ?? []).some(({ filter = '' }) => covers(filter, name)),
  );
}

/** A filter without a star matches every name that contains it. */
function covers(filter: string, name: string): boolean {
  return filter.includes('*') ? wildcard(filter, name) : name.includes(filter);
}

function scan(region: string | undefined) {
  const rules = '[{"scanFrequency":"SCAN_ON_PUSH","repositoryFilters":[{"filter":"*","filterType":"WILDCARD"}]}]';
  return fix(
    'Scan every image when it is pushed',
    text(
      'No effect on running tasks. The command replaces the rules of the whole registry: keep those that exist. BASIC is free; ENHANCED (Inspector) also scans Python packages, again and again.',
    ),
    cli('ecr put-registry-scanning-configuration', { 'scan-type': 'BASIC', rules }, region),
    terraform('aws_ecr_registry_scanning_configuration: rule { scan_frequency = "SCAN_ON_PUSH" }'),
  );
}
