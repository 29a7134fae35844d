import type { AwsItem } from '../../src/model/aws/index.ts';

/** The name of an image, in its parts. */
export interface ImageName {
  /** Without tag and digest: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop`. */
  readonly repository: string;
  /** `latest` when none is written. */
  readonly tag: string;
  readonly digest: string | undefined;
  readonly inEcr: boolean;
}

export function imageName(image: string): ImageName {
  const [name = '', digest] = image.split('@');
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  const repository = hasTag ? name.slice(0, colon) : name;
  const tag = hasTag ? name.slice(colon + 1) : 'latest';
  return { repository, tag, digest, inEcr: /^\d{12}\.dkr[.-]ecr[.-]/.test(repository) };
}

/** `a1b2c3d`, or a full version such as `1.4.2` and `v2026.11.25`. */
export function isUnique(tag: string): boolean {
  return /(^|[-_.])[0-9a-f]{7,40}$/.test(tag) || /^v?\d+\.\d+\.\d+([-+.].*)?$/.test(tag);
}

/** Whether a tag of the repository can be moved to another image. */
export function isMovable(repository: AwsItem<'ecr.repositories'>, tag: string): boolean {
  const excluded = (repository.imageTagMutabilityExclusionFilters ?? []).some(({ filter = '' }) =>
    wildcard(filter, tag),
  );
  const mutability: string = repository.imageTagMutability ?? 'MUTABLE';
  return mutability.startsWith('IMMUTABLE') ? mutability.includes('EXCLUSION') && excluded : !excluded;
}

/** ECR's wildcards: `*` for any text. */
export function wildcard(filter: string, text: string): boolean {
  const source = filter
    .split('*')
    .map((piece) => piece.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*');
  return new RegExp(`^${source}$`).test(text);
}
