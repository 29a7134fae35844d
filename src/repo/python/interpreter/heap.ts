import type { Atom } from '../condition.ts';
import type { Heap } from '../native.ts';
import {
  type DictEntry,
  hashKey,
  type ListContent,
  PyChoice,
  PyDict,
  PyInstance,
  PyIterator,
  PyList,
  PySet,
  PyUnknown,
  type PyValue,
  UNSET,
} from '../values.ts';
import { choice, mayBeUnset } from './choice.ts';
import { type DictState, mergeContent, mergeDict } from './merge.ts';

/** What is logged while the settings run and is joined as a set: observed calls. */
export class Log<T> {
  readonly kind = 'log';
  readonly serial = 0;
  items: readonly T[] = [];
}

type Holder = PyList | PySet | PyDict | PyInstance | PyIterator | Log<unknown>;
type State =
  | { readonly of: 'content'; readonly content: ListContent }
  | { readonly of: 'dict'; readonly dict: DictState }
  | { readonly of: 'base'; readonly base: PyValue | undefined }
  | { readonly of: 'position'; readonly position: number }
  | { readonly of: 'log'; readonly items: readonly unknown[] };

interface Change {
  readonly holder: Holder;
  readonly undo: () => void;
}

/** What a branch changed: the state of each holder at its end. */
export type Effects = ReadonlyMap<Holder, State>;

/** All mutable state, with a journal: a branch is undone by running the journal backwards. */
export class JournalHeap implements Heap {
  private readonly changes: Change[] = [];
  /** Called for each change of a list, set or dict, for the traces of settings. */
  onChange: (holder: object) => void = () => {};

  /** Called for each name that is bound in a namespace. */
  onBind: (namespace: PyDict, name: string) => void = () => {};

  /** Numbers unknown values. */
  freshId: () => number = () => -1;

  mark(): number {
    return this.changes.length;
  }

  rollback(mark: number): void {
    while (this.changes.length > mark) this.changes.pop()?.undo();
  }

  /** The states of what changed since the mark. */
  effects(mark: number): Effects {
    const effects = new Map<Holder, State>();
    for (const { holder } of this.changes.slice(mark)) {
      if (!effects.has(holder)) effects.set(holder, stateOf(holder));
    }
    return effects;
  }

  apply(effects: Effects): void {
    for (const [holder, state] of effects) this.restore(holder, state);
  }

  /** Joins what two branches, both undone, changed; what is later than `serial` is of one branch alone. */
  join(atom: Atom, yes: Effects, no: Effects, serial: number): void {
    for (const holder of new Set([...yes.keys(), ...no.keys()])) {
      const before = stateOf(holder);
      if (holder.serial > serial) {
        this.restore(holder, yes.get(holder) ?? no.get(holder) ?? before);
        continue;
      }
      this.restore(holder, mergeStates(atom, yes.get(holder) ?? before, no.get(holder) ?? before));
    }
  }

  append(list: PyList, item: PyValue): void {
    if (!Array.isArray(list.content)) throw new Error('append to a list whose items were not chosen');
    const content = list.content;
    content.push(item);
    this.log(list, () => content.pop());
  }

  setContent(target: PyList | PySet, content: PyValue[] | string): void {
    this.setAnyContent(target, content);
  }

  setItem(dict: PyDict, key: PyValue, value: PyValue): void {
    if (key instanceof PyUnknown || key instanceof PyChoice) {
      this.mayOverwrite(dict, key instanceof PyUnknown ? key.reason : 'a key depends on the environment');
      return;
    }
    if (dict.isNamespace && typeof key === 'string') this.onBind(dict, key);
    const hash = hashKey(key);
    const old = dict.entries.get(hash);
    if (old === undefined) {
      dict.entries.set(hash, { key, value });
      this.log(dict, () => dict.entries.delete(hash));
      return;
    }
    const before = old.value;
    old.value = value;
    this.log(dict, () => {
      // the entry may be another object by now: a join puts copies
      const entry = dict.entries.get(hash);
      if (entry !== undefined) entry.value = before;
    });
  }

  deleteItem(dict: PyDict, key: PyValue): void {
    const before = copied(dict.entries);
    dict.entries.delete(hashKey(key));
    this.log(dict, () => refill(dict.entries, before));
  }

  clear(dict: PyDict): void {
    const before = copied(dict.entries);
    dict.entries.clear();
    this.log(dict, () => refill(dict.entries, before));
    this.setHole(dict, undefined);
  }

  mayOverwrite(dict: PyDict, reason: string): void {
    for (const { key } of [...dict.entries.values()]) {
      if (!dict.isNamespace || (typeof key === 'string' && /^[A-Z]/.test(key)))
        this.setItem(dict, key, new PyUnknown(reason, this.freshId()));
    }
    this.setHole(dict, reason);
  }

  setHole(dict: PyDict, reason: string | undefined): void {
    const before = dict.hole;
    dict.hole = reason;
    this.log(dict, () => {
      dict.hole = before;
    });
  }

  setBase(instance: PyInstance, base: PyValue): void {
    this.restore(instance, { of: 'base', base });
  }

  advance(iterator: PyIterator, position: number): void {
    this.restore(iterator, { of: 'position', position });
  }

  addLog<T>(log: Log<T>, item: T): void {
    this.restore(log, { of: 'log', items: [...log.items, item] });
  }

  private setAnyContent(target: PyList | PySet, content: ListContent): void {
    const before = target.content;
    target.content = content;
    this.log(target, () => {
      target.content = before;
    });
  }

  private restore(holder: Holder, state: State): void {
    if (state.of === 'content' && (holder instanceof PyList || holder instanceof PySet)) {
      this.setAnyContent(holder, Array.isArray(state.content) ? [...state.content] : state.content);
    } else if (state.of === 'dict' && holder instanceof PyDict) this.restoreDict(holder, state.dict);
    else if (state.of === 'base' && holder instanceof PyInstance) {
      const before = holder.base;
      holder.base = state.base;
      this.log(holder, () => {
        holder.base = before;
      });
    } else if (state.of === 'position' && holder instanceof PyIterator) {
      const before = holder.position;
      holder.position = state.position;
      this.log(holder, () => {
        holder.position = before;
      });
    } else if (state.of === 'log' && holder instanceof Log) {
      const before = holder.items;
      holder.items = state.items;
      this.log(holder, () => {
        holder.items = before;
      });
    }
  }

  private restoreDict(dict: PyDict, state: DictState): void {
    const before = copied(dict.entries);
    const hole = dict.hole;
    refill(dict.entries, copied(state.entries));
    dict.hole = state.hole;
    this.log(dict, () => {
      refill(dict.entries, before);
      dict.hole = hole;
    });
  }

  private log(holder: Holder, undo: () => void): void {
    this.changes.push({ holder, undo });
    this.onChange(holder);
  }
}

function copied(entries: ReadonlyMap<string, DictEntry>): (readonly [string, DictEntry])[] {
  return [...entries].map(([hash, entry]) => [hash, { ...entry }]);
}

function refill<K, V>(map: Map<K, V>, entries: readonly (readonly [K, V])[]): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}

function stateOf(holder: Holder): State {
  if (holder instanceof PyDict) {
    return {
      of: 'dict',
      dict: {
        entries: new Map(copied(holder.entries)),
        hole: holder.hole,
        isNamespace: holder.isNamespace,
      },
    };
  }
  if (holder instanceof PyInstance) return { of: 'base', base: holder.base };
  if (holder instanceof PyIterator) return { of: 'position', position: holder.position };
  if (holder instanceof Log) return { of: 'log', items: holder.items };
  return { of: 'content', content: Array.isArray(holder.content) ? [...holder.content] : holder.content };
}

function mergeStates(atom: Atom, yes: State, no: State): State {
  if (yes.of === 'content' && no.of === 'content')
    return { of: 'content', content: mergeContent(atom, yes.content, no.content) };
  if (yes.of === 'dict' && no.of === 'dict') return { of: 'dict', dict: mergeDict(atom, yes.dict, no.dict) };
  if (yes.of === 'base' && no.of === 'base') return { of: 'base', base: mergeBase(atom, yes.base, no.base) };
  if (yes.of === 'position' && no.of === 'position')
    return { of: 'position', position: Math.max(yes.position, no.position) };
  if (yes.of === 'log' && no.of === 'log') return { of: 'log', items: [...new Set([...yes.items, ...no.items])] };
  throw new Error('two states of one object differ in kind');
}

function mergeBase(atom: Atom, yes: PyValue | undefined, no: PyValue | undefined): PyValue | undefined {
  const merged = choice(atom, yes ?? UNSET, no ?? UNSET);
  return mayBeUnset(merged) ? (yes ?? no) : merged;
}
