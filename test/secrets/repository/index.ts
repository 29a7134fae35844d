import type { Garden } from '../canaries.ts';
import { environmentFiles, imageFiles } from './environment.ts';
import { awsFiles, kubernetesFiles, terraformFiles } from './infrastructure.ts';
import { dependencyFiles, pipelineFiles } from './pipelines.ts';
import { codeFiles, settingsFiles } from './settings.ts';

/** A repository with a secret in every place that a reader looks at, and in those that none looks at. */
export function plantedRepository(garden: Garden): Readonly<Record<string, string>> {
  return {
    ...settingsFiles(garden),
    ...codeFiles(garden),
    ...environmentFiles(garden),
    ...imageFiles(garden),
    ...awsFiles(garden),
    ...terraformFiles(garden),
    ...kubernetesFiles(garden),
    ...pipelineFiles(garden),
    ...dependencyFiles(garden),
  };
}
