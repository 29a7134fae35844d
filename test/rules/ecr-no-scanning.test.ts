import rule from '../../rules/deployment/ecr-no-scanning.ts';
import { testRule } from '../../src/testing/index.ts';
import { registryScanning, repository, taskDefinition } from '../build/ecs.ts';
import { facts } from '../build/facts.ts';

const off = { imageScanningConfiguration: { scanOnPush: false } };
const ecr = (given: Parameters<typeof repository>[0], ...scanning: ReturnType<typeof registryScanning>[]) =>
  facts(rule, {
    ecr: { repositories: [repository(given)], registryScanning: scanning },
    ecs: { taskDefinitions: [taskDefinition()] },
  });
const registry = (
  scanType: 'BASIC' | 'ENHANCED',
  scanFrequency: 'SCAN_ON_PUSH' | 'CONTINUOUS_SCAN' | 'MANUAL',
  filter: string,
) =>
  registryScanning({ scanType, rules: [{ scanFrequency, repositoryFilters: [{ filter, filterType: 'WILDCARD' }] }] });
const reports = [
  'images of the ECR repository shop, which runs in production, are not scanned: nobody learns of flaws in their packages; scan on push',
];

testRule(rule, {
  pass: {
    'the repository scans on push': ecr({}, registryScanning()),
    'the registry does, by Inspector': ecr(off, registry('ENHANCED', 'CONTINUOUS_SCAN', '*')),
    'a filter without a star matches what contains it': ecr(off, registry('BASIC', 'SCAN_ON_PUSH', 'sho')),
  },
  fail: {
    'neither does': { ...ecr(off, registryScanning()), reports, severities: ['medium'] },
    'the rule is for another repository': { ...ecr(off, registry('BASIC', 'SCAN_ON_PUSH', 'base-*')), reports },
    'the repository scans on push, which an ENHANCED registry does not hear': {
      ...ecr({}, registry('ENHANCED', 'CONTINUOUS_SCAN', 'base-*')),
      reports,
    },
    'by hand only': { ...ecr(off, registry('BASIC', 'MANUAL', '*')), reports },
  },
  unknown: {
    'the registry was not read': {
      ...ecr(off),
      reasons: ['the scanning configuration of the registry of shop could not be seen'],
    },
  },
  silent: { 'no revision uses it': ecr({ repositoryName: 'old', ...off }, registryScanning()) },
});
