import type { Report, Target } from '../model/index.ts';

/**
 * Why two reports are of different targets, so that nothing of the one is news of the other.
 * @returns what the second is of, in words; undefined when they can be compared
 */
export function anotherTarget(first: Report, second: Report): string | undefined {
  return REASONS.map((reason) => reason(first.target, second.target)).find((reason) => reason !== undefined);
}

const REASONS: readonly ((first: Target, second: Target) => string | undefined)[] = [
  (first, second) => {
    const [own, other] = [idsOf(first), idsOf(second)];
    if ((own.length === 0) !== (other.length === 0)) return other.length === 0 ? 'no account' : accounts(other);
    return own.length === 0 || own.some((id) => other.includes(id)) ? undefined : accounts(other);
  },
  ({ repository: own }, { repository: other }) => {
    if (own === undefined && other === undefined) return undefined;
    if (own === undefined || other === undefined)
      return other === undefined ? 'no repository' : `the repository ${other.path}`;
    return differ(folderOf(own.path), folderOf(other.path)) ? `the repository ${other.path}` : undefined;
  },
  ({ repository: own }, { repository: other }) =>
    differ(own?.settingsModule, other?.settingsModule) ? `the settings ${other?.settingsModule ?? ''}` : undefined,
];

function differ(own: string | undefined, other: string | undefined): boolean {
  return own !== undefined && other !== undefined && own !== other;
}

function idsOf({ account, accounts: all }: Target): readonly string[] {
  return (all ?? (account === undefined ? [] : [account])).map(({ id }) => id);
}

function accounts(ids: readonly string[]): string {
  return `account ${ids.join(', ')}`;
}

/** A project that is scanned from inside (`.`) or beside it (`../..`) has no name of its own there. */
function folderOf(path: string): string | undefined {
  const last = path.split('/').at(-1) ?? '';
  return ['', '.', '..'].includes(last) ? undefined : last;
}
