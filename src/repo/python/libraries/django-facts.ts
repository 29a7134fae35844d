import { satisfies } from '@renovatebot/pep440';
import { hashKey, PyDict, PyList, PyTuple, type PyValue } from '../values.ts';
import file from './django-facts.json' with { type: 'json' };

type Fact = null | boolean | number | string | readonly Fact[] | { readonly [key: string]: Fact };
type Facts = { readonly [name: string]: Fact };
type Group = 'settings' | 'languages' | 'logging' | 'messages';

interface Difference {
  readonly changed: Facts;
  readonly gone: readonly string[];
}

/** What scripts/django-facts wrote down: the oldest series whole, of each later one what differs from the one before. */
const SERIES = file as unknown as readonly (Readonly<Record<Group, Difference>> & { readonly series: string })[];

/** The series that is assumed where the project does not say. */
export const USUAL_DJANGO = '5.2';

/**
 * The series whose facts serve for a version: the newest that is known and not newer; the oldest for what is older than all.
 * A text that is no version is the usual series.
 */
export function knownSeries(version: string): string {
  const wanted = rank(version);
  if (Number.isNaN(wanted)) return USUAL_DJANGO;
  const older = SERIES.filter(({ series }) => rank(series) <= wanted);
  return (older.at(-1) ?? SERIES[0])?.series ?? USUAL_DJANGO;
}

/** The newest known series of which a specifier of pip admits a version: `~=3.2.6` is 3.2. Undefined without a specifier. */
export function newestSeries(specifier: string): string | undefined {
  if (specifier === '') return undefined;
  return SERIES.map(({ series }) => series).findLast((series) =>
    [`${series}.99`, `${series}.0`].some((version) => satisfies(version, specifier)),
  );
}

/** 5.2 before 5.10 and 6.0; NaN for what is no version. */
function rank(version: string): number {
  const [, major, minor] = /^(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  return Number(major ?? Number.NaN) * 1000 + Number(minor ?? 0);
}

function factsOf(group: Group, version: string): Facts {
  const last = rank(knownSeries(version));
  const known = new Map<string, Fact>();
  for (const { series, [group]: difference } of SERIES) {
    if (rank(series) > last) break;
    for (const name of difference.gone) known.delete(name);
    for (const [name, fact] of Object.entries(difference.changed)) known.set(name, fact);
  }
  return Object.fromEntries(known);
}

/** A fresh Python value of a fact: lists and dicts may be changed. */
function valueOf(fact: Fact): PyValue {
  if (typeof fact === 'number') return BigInt(fact);
  if (fact === null || typeof fact !== 'object') return fact;
  if (isList(fact)) return new PyList(fact.map(valueOf));
  const { $tuple: tuple, $dict: dict } = fact;
  if (isList(tuple)) return new PyTuple(tuple.map(valueOf));
  return isList(dict) ? dictOfPairs(dict) : PyDict.of(entriesOf(fact));
}

function isList(fact: Fact | undefined): fact is readonly Fact[] {
  return Array.isArray(fact);
}

function dictOfPairs(pairs: readonly Fact[]): PyDict {
  const made = new PyDict();
  for (const pair of pairs) {
    const [key, value] = isList(pair) ? pair.map(valueOf) : [];
    if (key !== undefined && value !== undefined) made.entries.set(hashKey(key), { key, value });
  }
  return made;
}

function entriesOf(facts: Facts): (readonly [string, PyValue])[] {
  return Object.entries(facts).map(([name, fact]) => [name, valueOf(fact)] as const);
}

/** Default settings by name, of the series that is nearest to a version (`knownSeries`). */
export const globalSettings = (version: string): readonly (readonly [string, PyValue])[] =>
  entriesOf(factsOf('settings', version));

/** `django.conf.locale.LANG_INFO`. */
export const languageInfo = (version: string): PyValue => valueOf(factsOf('languages', version));

/** `django.utils.log.DEFAULT_LOGGING`. */
export const defaultLogging = (version: string): PyValue => valueOf(factsOf('logging', version));

/** The names of `django.contrib.messages.constants`. */
export const messageConstants = (version: string): readonly (readonly [string, PyValue])[] =>
  entriesOf(factsOf('messages', version));
