import { hashKey, PyDict, PyList, PyTuple, type PyValue } from '../values.ts';
import facts from './django-facts-5.2.json' with { type: 'json' };

type Fact = null | boolean | number | string | readonly Fact[] | { readonly [key: string]: Fact };

/** What scripts/django-facts/dump.py wrote down of Django 5.2. */
const DJANGO = facts as unknown as Readonly<
  Record<'settings' | 'languages' | 'logging' | 'messages', { readonly [key: string]: Fact }>
>;

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

function entriesOf(facts: { readonly [key: string]: Fact }): (readonly [string, PyValue])[] {
  return Object.entries(facts).map(([name, fact]) => [name, valueOf(fact)] as const);
}

/** Django's default settings by name. */
export const globalSettings = (): readonly (readonly [string, PyValue])[] => entriesOf(DJANGO.settings);

/** `django.conf.locale.LANG_INFO`. */
export const languageInfo = (): PyValue => valueOf(DJANGO.languages);

/** `django.utils.log.DEFAULT_LOGGING`. */
export const defaultLogging = (): PyValue => valueOf(DJANGO.logging);

/** The names of `django.contrib.messages.constants`. */
export const messageConstants = (): readonly (readonly [string, PyValue])[] => entriesOf(DJANGO.messages);
