import type { Shard } from '../model/account.ts';
import { GLOBAL } from './account-plan.ts';

/**
 * What of an account is a machine's to read. Accounts are dealt out first, so that each machine opens few of them; where
 * there are more machines than accounts, several share the regions of one. A global service is a region of its own.
 */
export interface Stake {
  readonly machines: number;
  /** From 0. */
  readonly own: number;
}

/**
 * @param position of the account among those that are asked for, from 0
 * @returns undefined where nothing of the account is the machine's
 */
export function stakeOf({ index, count }: Shard, position: number, accounts: number): Stake | undefined {
  const machine = index - 1;
  if (count <= accounts) return position % count === machine ? { machines: 1, own: 0 } : undefined;
  if (machine % accounts !== position) return undefined;
  return { machines: Math.ceil((count - position) / accounts), own: Math.floor(machine / accounts) };
}

/** Whether what is asked in a region is the machine's; where the account is asked at the edge beside its regions, that is global. */
export function ownRegions({ machines, own }: Stake, regions: readonly string[]): (region: string) => boolean {
  const places = new Map([GLOBAL, ...regions.toSorted()].map((region, place) => [region, place % machines]));
  return (region) => (places.get(region) ?? places.get(GLOBAL)) === own;
}
