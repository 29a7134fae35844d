import type { AccountCollection, AccountShare } from '../model/account.ts';
import { UserError } from '../model/user-error.ts';
import { parseElements } from './json-elements.ts';

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
 * The collection as a file, in pieces: keys sorted, dates as `{"$date": "…"}`, one line end at the end. Collectors have
 * taken the secrets out; nothing is taken out here.
 */
export function* writeSnapshot(
  { records, ...collection }: AccountCollection,
  writtenBy: string,
  takenAt: Date,
): Generator<string> {
  const file: SnapshotFile = {
    djauditSnapshot: SNAPSHOT_VERSION,
    writtenBy,
    takenAt: takenAt.toISOString(),
    records: [],
    ...collection,
  };
  const [before = '', after = ''] = `${textOf(file)}\n`.split(EMPTY);
  yield `${before}"records": [`;
  let separator = '\n  ';
  for (const record of records) {
    yield `${separator}${textOf(record).replaceAll('\n', '\n  ')}`;
    separator = ',\n  ';
  }
  yield `${records.length === 0 ? '' : '\n '}]${after}`;
}

/** What one machine read, as it stands in its part of a report. */
export function plainShare(share: AccountShare): unknown {
  return toPlain(share);
}

export function shareIn(plain: unknown, once: (text: string) => string): AccountShare {
  return fromPlain(plain, once) as AccountShare; // of our own version, as whoever joins parts has checked
}

/** Inside of a string the quotes would be escaped. */
const EMPTY = '"records": []';

function textOf(value: unknown): string {
  return JSON.stringify(toPlain(value), null, 1);
}

/**
 * @param chunks of the file; each may be used again when the next one is asked for
 * @param name of the file, for the message
 * @throws UserError when it is no snapshot, or one of a version that is not known
 */
export async function readSnapshot(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  name: string,
): Promise<Snapshot> {
  const records: AccountCollection['records'][number][] = [];
  const once = keepOnce();
  const file = await parse(chunks, name, (record) => records.push(fromPlain(record, once) as (typeof records)[number])); // of our own version, as is checked below
  const version = file['djauditSnapshot'];
  if (version === undefined) throw new UserError(`${name} is not a snapshot of djaudit`, REMAKE);
  if (version !== SNAPSHOT_VERSION) {
    const said = typeof version === 'number' ? ` ${version}` : '';
    throw new UserError(`${name} is a snapshot of version${said}, which this djaudit does not read`, REMAKE);
  }
  const { takenAt, accounts, requests, throttled, durationMs, notes, interrupted, leftOut, ...rest } = fromPlain(
    file,
    once,
  ) as SnapshotFile; // of our own version
  if (!Array.isArray(rest.records) || rest.records.length > 0 || !Array.isArray(accounts)) {
    throw new UserError(`${name} is a snapshot that has been cut or changed`, REMAKE);
  }
  return {
    takenAt,
    collection: {
      accounts,
      records,
      requests,
      throttled,
      durationMs,
      notes,
      interrupted,
      ...(leftOut === undefined ? {} : { leftOut }),
    },
  };
}

const REMAKE = 'djaudit collect --output FILE';

async function parse(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  name: string,
  onRecord: (record: unknown) => void,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const file: unknown = await parseElements(chunks, 'records', onRecord);
    return file !== null && typeof file === 'object' ? { ...file } : {};
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
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

/** ARNs and names stand in many places of an account: each text is kept once. */
export function keepOnce(): (text: string) => string {
  const texts = new Map<string, string>();
  return (text) => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
}

/** Changes what was parsed in its place: a copy of a whole account would be another account. */
function fromPlain(value: unknown, once: (text: string) => string): unknown {
  if (value === null || typeof value !== 'object') return value;
  const object = value as Record<string, unknown>; // a list has its places for keys
  const keys = Object.keys(object);
  if (keys.length === 1 && keys[0] === '$date') return new Date(String(object['$date']));
  for (const key of keys) {
    const member = object[key];
    if (typeof member === 'object' && member !== null) object[key] = fromPlain(member, once);
    else if (typeof member === 'string') object[key] = once(member);
  }
  return object;
}
