import type { Dockerfile, DockerStage } from '../../src/model/repository/index.ts';

/** Those that the production pipeline builds. */
export function productionDockerfiles(dockerfiles: readonly Dockerfile[]): readonly Dockerfile[] {
  return dockerfiles.filter(({ production }) => production);
}

/** The stages whose layers end up in the image that runs. */
export function shippedStages(dockerfile: Dockerfile): readonly DockerStage[] {
  return dockerfile.stages.filter(({ index }) => dockerfile.final.stages.includes(index));
}
