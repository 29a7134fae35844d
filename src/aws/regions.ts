import { UserError } from '../model/user-error.ts';
import type { Connection } from './connection.ts';
import { regionOfGlobal } from './partition.ts';

/** The regions of an account, by whether they are enabled. */
export type Enabled = ReadonlyMap<string, boolean>;

export interface RegionChoice {
  readonly regions: readonly string[];
  /** What the report says about regions that were left out. */
  readonly notes: readonly string[];
}

/** Asks once which regions the account has enabled. */
export class RegionList {
  readonly #connection: Connection;
  readonly #region: string;
  #answer: Promise<Enabled> | undefined;

  constructor(connection: Connection, partition: string, home: string) {
    this.#connection = connection;
    this.#region = regionOfGlobal('ec2', partition, home);
  }

  /** @throws CallFailed */
  all(): Promise<Enabled> {
    this.#answer ??= this.#ask();
    return this.#answer;
  }

  /** Undefined when AWS does not say. */
  async isEnabled(region: string): Promise<boolean | undefined> {
    try {
      return (await this.all()).get(region);
    } catch {
      return undefined;
    }
  }

  async #ask(): Promise<Enabled> {
    const { DescribeRegionsCommand, ec2 } = await import('./services/ec2.ts');
    const target = { service: 'ec2', region: this.#region, client: ec2.client } as const;
    const { Regions } = await this.#connection.ask(target, DescribeRegionsCommand, { AllRegions: true });
    return new Map(
      (Regions ?? []).map(({ RegionName = '', OptInStatus }) => [RegionName, OptInStatus !== 'not-opted-in']),
    );
  }
}

/** @throws UserError a word that no region is called */
export function checkRegions(regions: readonly string[]): void {
  const wrong = regions.find((region) => region !== 'all' && !isRegion(region));
  if (wrong === undefined) return;
  throw new UserError(`"${wrong}" is not the name of an AWS region`, 'name one as eu-west-1, or all');
}

function isRegion(text: string): boolean {
  return /^[a-z]{2}(-[a-z]+){1,2}-\d{1,2}$/.test(text);
}

/**
 * The regions to read: those of `--region`; all that are enabled, with `all`; else the session's and those that the
 * repository names.
 * @throws CallFailed when `all` cannot be told
 */
export async function chooseRegions(
  asked: readonly string[],
  { home, named, list }: { readonly home: string; readonly named: readonly string[]; readonly list: RegionList },
): Promise<RegionChoice> {
  if (!asked.includes('all')) {
    const regions = asked.length > 0 ? asked : [home, ...named.filter(isRegion)];
    return { regions: [...new Set(regions)], notes: [] };
  }
  const all = [...(await list.all())].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const off = all.filter(([, enabled]) => !enabled).map(([region]) => region);
  return {
    regions: all.filter(([, enabled]) => enabled).map(([region]) => region),
    notes: off.length === 0 ? [] : [`regions that are not enabled were skipped: ${off.join(', ')}`],
  };
}
