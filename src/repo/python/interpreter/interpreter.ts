import type { Expression, Statement } from '../ast.ts';
import type { Atom } from '../condition.ts';
import type { Runtime } from '../native.ts';
import type { PyClass, PyDict, PyInstance, PyModule, PyUnknown, PyValue, UnknownTraits } from '../values.ts';
import type { Completion, Frame } from './frame.ts';
import type { JournalHeap } from './heap.ts';
import type { PathCondition } from './path-condition.ts';
import type { ForkLevel } from './signals.ts';
import type { WrittenValue } from './traces.ts';

/** What the parts of the interpreter ask of each other, besides what native functions may ask. */
export interface Interpreter extends Runtime {
  readonly heap: JournalHeap;
  readonly path: PathCondition;
  readonly frames: Frame[];
  /** Namespaces of modules that have called what is not in the repository. */
  readonly injectors: Set<PyDict>;
  /** Try statements that are running and may catch. */
  tryDepth: number;
  /** Handlers of ImportError among them. */
  importGuards: number;
  readonly builtins: ReadonlyMap<string, PyValue>;
  /** The value when it may not be absent; otherwise decides whether it is. */
  withoutUnset(value: PyValue): PyValue;
  /** The value, and where it may be absent the other one. */
  orElse(value: PyValue, other: PyValue | undefined): PyValue;
  evaluate(expression: Expression, frame: Frame): PyValue;
  runBlock(statements: readonly Statement[], frame: Frame): Completion;
  /**
   * Runs it; where it needs an answer that only the outside has, both ways, and joins results and effects. `level` is what the
   * caller is, for forks that mean an outer node.
   */
  fork<T>(run: () => T, join: (atom: Atom, yes: T, no: T) => T, levels: readonly ForkLevel[]): T;
  /** Inside a try statement, follows both: that something unknown fails there, and that it does not. */
  mayRaise(what: string): void;
  /** `object.__new__(cls, …)`. */
  allocate(cls: PyClass, positional: readonly PyValue[], keywords: PyDict): PyValue;
  /** What an attribute of an ancestor is through `super()`. */
  bindSuper(found: PyValue, self: PyValue, cls: PyClass, name: string): PyValue;
  callWith(callee: PyValue, positional: readonly PyValue[], keywords: PyDict): PyValue;
  /** An exception to throw. */
  raised(name: string, args: readonly PyValue[]): unknown;
  makeException(cls: PyClass, args: readonly PyValue[]): PyInstance;
  /** An unknown value that was computed from others. */
  derive(from: readonly PyValue[], reason?: string, traits?: UnknownTraits): PyUnknown;
  /** Changes that it makes are recorded under this name. */
  operating(operation: string, run: () => void, literal?: WrittenValue): void;
  /** An unknown list or dict was changed in place: it is no longer what its variable says. */
  changeUnknown(value: PyUnknown): void;
  /** The truth of an unknown value, as a question to the outside. */
  atomOf(value: PyUnknown): Atom;
  /** Class and first argument, for notes. */
  describeException(exception: PyInstance): string;
  /** Imports for `from dotted import …`; one that is guarded and asks for all names is an overlay that may be absent. */
  importFor(dotted: string, star: boolean): PyValue;
  /** Runs a text as a module's body in a namespace. */
  execText(text: string, namespace: PyDict): void;
  copyTrace(from: PyDict, to: PyDict, name: string): void;
  /** What has been imported: `sys.modules`. */
  readonly modules: { readonly loaded: PyDict };
  /** A submodule of a package that the repository holds, imported when it must be. */
  submodule(module: PyModule, name: string, load: boolean): PyValue | undefined;
  /** Notes that the settings do not load. */
  fail(message: string): void;
  /** Branches that are being followed at the moment. */
  readonly forkDepth: number;
}
