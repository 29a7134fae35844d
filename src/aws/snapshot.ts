import type { AccountCollection } from '../model/account.ts';
import { UserError } from '../model/user-error.ts';

/** Of the file's shape. A fact that is new does not raise it: a scan finds the fact missing and says so. */
const SNAPSHOT_VERSION = 1;

interface SnapshotFile extends AccountCollection {
  readonly djauditSnapshot: typeof SNAPSHOT_VERSION;
  /** The version of djaudit that wrote it. */
  readonly writtenBy: string;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
}

/** A snapshot as it was read: what was collected, and when. */
export interface Snapshot {
  readonly takenAt: string;
  readonly collection: AccountCollection;
}

/**
 * The collection as a file: keys sorted, dates as `{"$date": "…"}`, one line end at the end. Collectors have taken the
 * secrets out; nothing is taken out here.
 */
export function writeSnapshot(collection: AccountCollection, writtenBy: string, takenAt: Date): string {
  const file: SnapshotFile = {
    djauditSnapshot: SNAPSHOT_VERSION,
    writtenBy,
    takenAt: takenAt.toISOString(),
    ...collection,
  };
  return `${JSON.stringify(toPlain(file), null, 1)}\n`;
}

/**
 * @param name of the file, for the message
 * @throws UserError when the text is no snapshot, or one of a version that is not known
 */
export function readSnapshot(text: string, name: string): Snapshot {
  const file = parse(text, name);
  const version = file['djauditSnapshot'];
  if (version === undefined) throw new UserError(`${name} is not a snapshot of djaudit`, REMAKE);
  if (version !== SNAPSHOT_VERSION) {
    const said = typeof version === 'number' ? ` ${version}` : '';
    throw new UserError(`${name} is a snapshot of version${said}, which this djaudit does not read`, REMAKE);
  }
  const { takenAt, accounts, records, requests, throttled, durationMs, notes, interrupted } = fromPlain(
    file,
  ) as SnapshotFile; // of our own version
  if (!Array.isArray(records) || !Array.isArray(accounts)) {
    throw new UserError(`${name} is a snapshot that has been cut or changed`, REMAKE);
  }
  return { takenAt, collection: { accounts, records, requests, throttled, durationMs, notes, interrupted } };
}

const REMAKE = 'djaudit collect --output FILE';

function parse(text: string, name: string): Readonly<Record<string, unknown>> {
  try {
    const file: unknown = JSON.parse(text);
    return file !== null && typeof file === 'object' ? { ...file } : {};
  } catch (cause) {
    throw new UserError(`${name} is not a snapshot of djaudit: it is no JSON`, REMAKE, { cause });
  }
}

function toPlain(value: unknown): unknown {
  if (value instanceof Date) return { $date: Number.isNaN(value.getTime()) ? null : value.toISOString() };
  if (Array.isArray(value)) return value.map(toPlain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, toPlain(member)]),
  );
}

function fromPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromPlain);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === '$date') return new Date(String(only[1]));
  return Object.fromEntries(entries.map(([key, member]) => [key, fromPlain(member)]));
}
