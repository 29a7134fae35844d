import type { Evidence, Location } from '../../src/model/index.ts';

/** `Dockerfile:12`. */
export function place({ path, line }: Location): string {
  return `${path}:${line}`;
}

/** A piece of evidence that stands in a file of the repository. */
export function found(label: string, value: string, location: Location): Evidence {
  return { label, value, source: place(location), location };
}

/** For details of a verdict: the place, when there is one. */
export function where(location: Location | undefined): { readonly location?: Location } {
  return location === undefined ? {} : { location };
}
