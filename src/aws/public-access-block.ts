import { must } from './collector.ts';

interface Blocks {
  readonly BlockPublicAcls?: boolean | undefined;
}

/** AWS sends all four switches; a configuration without them is an answer that was lost, and not one that blocks nothing. */
export function blocks<T extends Blocks>(configuration: T | undefined, member: string): T {
  const found = must(configuration, member);
  must(found.BlockPublicAcls, `${member}.BlockPublicAcls`);
  return found;
}
