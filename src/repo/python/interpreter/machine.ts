import { maskText } from '../../../model/mask-text.ts';
import type { Expression, Statement } from '../ast.ts';
import { type Atom, eitherWay, holds, isNonempty, type Literal, truthOfCast } from '../condition.ts';
import type { EnvReading } from '../native.ts';
import type { Presumptions } from '../presumed.ts';
import type { ProjectFiles } from '../project-files.ts';
import { secretText } from '../secrets.ts';
import {
  PyBytes,
  PyChoice,
  PyClass,
  PyDescriptor,
  PyDict,
  PyInstance,
  PyModule,
  PyOpaque,
  PyUnknown,
  type PyValue,
  SecretText,
  UNSET,
  type UnknownTraits,
} from '../values.ts';
import { bind, getAttribute, lookupAttribute, setAttribute } from './attributes.ts';
import { callValue } from './calls.ts';
import { choice, mayBeUnset } from './choice.ts';
import { equal, order } from './compare.ts';
import { Environment } from './environment.ts';
import { UNKNOWN_ERROR } from './exceptions.ts';
import { evaluate } from './expressions.ts';
import { Forks } from './forks.ts';
import { formatValue } from './format-spec.ts';
import type { Completion, Frame } from './frame.ts';
import { JournalHeap, Log } from './heap.ts';
import { isInstanceOf, makeException, newInstance } from './instances.ts';
import type { Interpreter } from './interpreter.ts';
import { entriesOf, itemsOf, withoutUnset } from './items.ts';
import { type ModuleOptions, Modules, missing } from './modules.ts';
import { binary } from './operators.ts';
import { PathCondition } from './path-condition.ts';
import { Fork, type ForkLevel, Raised, Undetermined } from './signals.ts';
import { runBlock } from './statements.ts';
import { getItem } from './subscript.ts';
import { reprOf, strOf } from './text.ts';
import { Traces, type WrittenValue } from './traces.ts';
import { truthOf } from './truth.ts';
import { plain, typeOf } from './type-of.ts';
import { builtinClass } from './types.ts';

export interface ObservedCallRecord {
  readonly callee: string;
  readonly positional: readonly PyValue[];
  readonly keywords: Readonly<Record<string, PyValue>>;
  readonly path: string;
  readonly line: number;
  readonly when: string;
  /** What was assumed when it was made. */
  readonly assumptions: readonly Literal[];
}

export interface MachineOptions extends ModuleOptions {
  readonly cwd: string;
  /** Undefined: nothing is known of the environment. A variable that is null is set, and its text is not known. */
  readonly environment: Readonly<Record<string, string | null>> | undefined;
  /** Where nothing is known of the environment: what production's files set. */
  readonly presumptions?: Presumptions;
  /** Texts that variables are taken to have, where nothing is known of the environment. */
  readonly assumed?: ReadonlyMap<string, string>;
  readonly builtins: ReadonlyMap<string, PyValue>;
  readonly maxSteps: number;
}

/** One evaluation: all of its state, and what the parts and the native functions ask for. */
export class Machine implements Interpreter {
  readonly heap = new JournalHeap();
  readonly path = new PathCondition();
  readonly frames: Frame[] = [];
  readonly traces: Traces;
  readonly modules: Modules;
  readonly environment: Environment;
  readonly calls = new Log<ObservedCallRecord>();
  readonly injectors = new Set<PyDict>();
  /** Unknown values that were changed in place, by number. */
  readonly changed = new Log<number>();
  readonly notes = new Map<string, { readonly path: string; readonly message: string }>();
  readonly builtins: ReadonlyMap<string, PyValue>;
  readonly files: ProjectFiles;
  readonly cwd: string;
  readonly presumptions: Presumptions | undefined;
  /** Why the settings do not load. */
  failure: string | undefined = undefined;
  tryDepth = 0;
  importGuards = 0;
  private readonly forks = new Forks();
  private steps = 0;
  private readonly maxSteps: number;

  constructor(options: MachineOptions) {
    this.files = options.files;
    this.cwd = options.cwd;
    this.presumptions = options.presumptions;
    this.builtins = options.builtins;
    this.maxSteps = options.maxSteps;
    this.modules = new Modules(options);
    this.environment = new Environment(options.environment, options.assumed);
    this.traces = new Traces(() => this.frames);
    this.heap.onChange = (holder) => this.traces.changed(holder);
    this.heap.freshId = () => this.forks.freshId();
    this.heap.onBind = (namespace, name) => this.traces.assigned(namespace, name);
  }

  choose(value: PyValue): Exclude<PyValue, PyChoice> {
    let chosen = value;
    while (chosen instanceof PyChoice) {
      const answer = this.path.decide(chosen.atom);
      if (answer === undefined) throw new Fork(chosen.atom);
      chosen = answer ? chosen.yes : chosen.no;
    }
    if (chosen instanceof PyUnknown && chosen.env?.cast === 'str' && this.path.length > 0) {
      return this.path.textOf(chosen.env.variable) ?? chosen;
    }
    return chosen;
  }

  force(value: PyValue): Exclude<PyValue, PyChoice | PyUnknown | PyOpaque> {
    const chosen = this.choose(value);
    if (chosen instanceof PyUnknown)
      throw new Undetermined(chosen.reason, {
        secret: chosen.secret,
        random: chosen.random,
        readFrom: chosen.env?.variable ?? chosen.readFrom,
      });
    if (chosen instanceof PyOpaque) throw new Undetermined(`${chosen.dotted} is not in the repository`);
    return chosen;
  }

  withoutUnset(value: PyValue): PyValue {
    return withoutUnset(this, value);
  }

  orElse(value: PyValue, other: PyValue | undefined): PyValue {
    if (value === UNSET) return other === undefined ? UNSET : other;
    if (!(value instanceof PyChoice) || !mayBeUnset(value)) return value;
    return choice(value.atom, this.orElse(value.yes, other), this.orElse(value.no, other));
  }

  text(value: PyValue): string {
    const known = plain(this.force(value));
    if (typeof known === 'string') return known;
    if (known instanceof SecretText) return known.text;
    return this.raise('TypeError', `expected str instance, ${typeOf(known).name} found`);
  }

  textOrUndefined(value: PyValue): string | undefined {
    const known = this.force(value);
    const base = plain(known);
    if (typeof base === 'string') return base;
    if (base instanceof SecretText) return base.text;
    if (base instanceof PyBytes) return base.latin1;
    return known instanceof PyInstance && known.cls.mro.some(({ name }) => name === 'PurePath')
      ? this.str(known)
      : undefined;
  }

  int(value: PyValue): number {
    const known = plain(this.force(value));
    if (typeof known === 'bigint' || typeof known === 'boolean') return Number(known);
    return this.raise('TypeError', `'${typeOf(known).name}' object cannot be interpreted as an integer`);
  }

  truth(value: PyValue): boolean {
    return truthOf(this, value);
  }

  items(value: PyValue): readonly PyValue[] {
    return itemsOf(this, value);
  }

  entries(dict: PyDict): readonly (readonly [PyValue, PyValue])[] {
    return entriesOf(this, dict);
  }

  str(value: PyValue): string {
    return strOf(this, value);
  }

  repr(value: PyValue): string {
    return reprOf(this, value);
  }

  format(value: PyValue, spec: string): string {
    return formatValue(this, value, spec);
  }

  equal(a: PyValue, b: PyValue): boolean {
    return equal(this, a, b);
  }

  compare(a: PyValue, b: PyValue): number {
    return order(this, a, b);
  }

  typeOf(value: PyValue): PyClass {
    return typeOf(this.force(value));
  }

  isInstance(value: PyValue, cls: PyClass): boolean {
    const answer = isInstanceOf(this, value, cls);
    if (answer === undefined) throw new Undetermined('the class of a value is not known', { type: 'bool' });
    return answer;
  }

  call(
    callee: PyValue,
    positional: readonly PyValue[] = [],
    keywords: Readonly<Record<string, PyValue>> = {},
  ): PyValue {
    return callValue(this, callee, positional, PyDict.of(Object.entries(keywords)));
  }

  callWith(callee: PyValue, positional: readonly PyValue[], keywords: PyDict): PyValue {
    return callValue(this, callee, positional, keywords);
  }

  allocate(cls: PyClass, positional: readonly PyValue[], keywords: PyDict): PyValue {
    return newInstance(this, cls, positional, keywords);
  }

  bindSuper(found: PyValue, self: PyValue, cls: PyClass, name: string): PyValue {
    if (name === '__new__') return found instanceof PyDescriptor ? found.func : found;
    return bind(this, found, self, cls);
  }

  getattr(value: PyValue, name: string): PyValue {
    return getAttribute(this, value, name);
  }

  lookup(value: PyValue, name: string): PyValue | undefined {
    return lookupAttribute(this, value, name);
  }

  setattr(value: PyValue, name: string, attribute: PyValue): void {
    setAttribute(this, value, name, attribute);
  }

  getitem(value: PyValue, key: PyValue): PyValue {
    return getItem(this, value, key);
  }

  binary(op: string, left: PyValue, right: PyValue): PyValue {
    return binary(this, op, left, right);
  }

  raise(exception: string | PyClass, message?: string): never {
    const cls = typeof exception === 'string' ? builtinClass(exception) : exception;
    throw new Raised(makeException(cls, message === undefined ? [] : [message]));
  }

  raised(name: string, args: readonly PyValue[]): unknown {
    return new Raised(makeException(builtinClass(name), args));
  }

  makeException(cls: PyClass, args: readonly PyValue[]): PyInstance {
    return makeException(cls, args);
  }

  describeException(exception: PyInstance): string {
    const args = exception.attributes.get('args');
    const first = args === undefined ? undefined : this.items(args)[0];
    return typeof first === 'string' && first !== '' ? `${exception.cls.name}: ${maskText(first)}` : exception.cls.name;
  }

  builtin(name: string): PyClass {
    return builtinClass(name);
  }

  attempt<T>(
    run: () => T,
    ...exceptions: (string | PyClass)[]
  ): { readonly value: T } | { readonly raised: PyInstance } {
    const classes = exceptions.map((one) => (typeof one === 'string' ? builtinClass(one) : one));
    this.tryDepth += 1;
    try {
      return { value: run() };
    } catch (signal) {
      if (signal instanceof Raised && classes.some((cls) => signal.exception.cls.mro.includes(cls))) {
        return { raised: signal.exception };
      }
      throw signal;
    } finally {
      this.tryDepth -= 1;
    }
  }

  follow(run: () => PyValue): PyValue {
    try {
      return this.fork(run, choice, ['node', 'function']);
    } catch (signal) {
      if (!(signal instanceof Undetermined)) throw signal;
      return this.unknown(signal.reason, signal.traits);
    }
  }

  unknown(reason: string, known: UnknownTraits = {}): PyUnknown {
    return new PyUnknown(reason, this.forks.freshId(), known);
  }

  derive(from: readonly PyValue[], reason?: string, traits: UnknownTraits = {}): PyUnknown {
    const unknown = from.filter((value) => value instanceof PyUnknown);
    const opaque = from.find((value) => value instanceof PyOpaque);
    const secret =
      unknown.find((value) => value.secret !== undefined)?.secret ??
      from.find((value) => value instanceof SecretText)?.source;
    const because =
      reason ??
      unknown[0]?.reason ??
      (opaque === undefined ? 'it is not known' : `${opaque.dotted} is not in the repository`);
    const read = unknown.find(({ env, readFrom }) => env !== undefined || readFrom !== undefined);
    return this.unknown(because, {
      random: unknown.some(({ random }) => random),
      readFrom: read?.env?.variable ?? read?.readFrom,
      ...traits,
      secret: traits.secret ?? secret,
    });
  }

  giveUp(reason: string, known: UnknownTraits = {}): never {
    throw new Undetermined(reason, known);
  }

  secret(text: string, source: string): PyValue {
    return new SecretText(text, source);
  }

  decide(atom: Atom): boolean {
    const answer = this.path.decide(atom);
    if (answer === undefined) throw new Fork(atom);
    return answer;
  }

  mayRaise(what: string): void {
    if (this.tryDepth === 0) return;
    const atom = eitherWay(`raises ${this.forks.freshId()}`, `${what} fails`, `${what} does not fail`);
    if (this.decide(atom)) throw new Raised(makeException(UNKNOWN_ERROR, []));
  }

  readEnv(name: string, how: EnvReading = {}): PyValue {
    this.declareEnv(name, how);
    const value = this.environment.read(this, name);
    return this.orElse(value, this.literalDefault(name, how.default));
  }

  /** A default in the repository of a variable that is a secret is one. */
  private literalDefault(name: string, value: PyValue | undefined): PyValue | undefined {
    return typeof value === 'string' && secretText(name, value) ? this.secret(value, 'literal') : value;
  }

  declareEnv(name: string, how: EnvReading): void {
    // what is caught is not required
    const required = how.required === true && this.tryDepth === 0;
    this.environment.declare(name, how.required === undefined ? how : { ...how, required }, this.frames);
  }

  cast(unknown: PyUnknown, cast: string, type?: string): PyUnknown {
    const env = unknown.env === undefined ? undefined : { variable: unknown.env.variable, cast };
    return this.unknown(unknown.reason, { env, type, secret: unknown.secret, random: unknown.random });
  }

  envNames(): readonly string[] | undefined {
    return this.environment.names(this);
  }

  writeEnv(name: string, value: PyValue): void {
    this.environment.write(this, name, value);
  }

  copySetting(from: PyDict, to: PyDict, name: string, value: PyValue): void {
    this.traces.silently(() => {
      this.heap.setItem(to, name, value);
    });
    this.copyTrace(from, to, name);
  }

  declares(module: string): boolean {
    return this.modules.declares(module);
  }

  importModule(dotted: string): PyValue {
    return this.modules.import(this, dotted);
  }

  importFor(dotted: string, star: boolean): PyValue {
    if (star && this.modules.isAbsentOverlay(this, dotted)) {
      this.note(`${dotted} is not in the repository: what it would override is not seen`);
      return missing(this, dotted);
    }
    return this.modules.import(this, dotted);
  }

  get forkDepth(): number {
    return this.forks.depth;
  }

  submodule(module: PyModule, name: string, load: boolean): PyValue | undefined {
    return this.modules.submodule(this, module, name, load);
  }

  execFile(path: string, namespace: PyDict): boolean {
    const name = namespace.get('__name__');
    return this.modules.exec(this, path, namespace, typeof name === 'string' ? name : '__main__');
  }

  execText(text: string, namespace: PyDict): void {
    this.modules.execText(this, text, namespace);
  }

  where(): { readonly path: string; readonly line: number } {
    const frame = this.frames.at(-1);
    return { path: frame?.path ?? '', line: frame?.line ?? 0 };
  }

  scope(): Frame['scope'] {
    const frame = this.frames.at(-1);
    if (frame === undefined) throw new Error('no code is running');
    return frame.scope;
  }

  observe(callee: string, positional: readonly PyValue[], keywords: Readonly<Record<string, PyValue>>): void {
    const { path, line } = this.where();
    this.heap.addLog(this.calls, {
      callee,
      positional,
      keywords,
      path,
      line,
      when: this.path.describe(),
      assumptions: this.path.all(),
    });
  }

  note(message: string): void {
    const { path } = this.where();
    this.notes.set(`${path}\n${message}`, { path, message });
  }

  /** A note that says that the settings do not load as they are: what they do not assign is not known to be absent. */
  fail(message: string): void {
    this.failure ??= message;
    this.note(message);
  }

  spend(steps: number): void {
    this.steps += steps;
    if (this.steps > this.maxSteps) throw new Undetermined('the settings take too many steps to follow');
  }

  freshId(): number {
    return this.forks.freshId();
  }

  evaluate(expression: Expression, frame: Frame): PyValue {
    return evaluate(this, expression, frame);
  }

  runBlock(statements: readonly Statement[], frame: Frame): Completion {
    return runBlock(this, statements, frame);
  }

  fork<T>(run: () => T, join: (atom: Atom, yes: T, no: T) => T, levels: readonly ForkLevel[]): T {
    return this.forks.run(this, run, join, levels);
  }

  operating(operation: string, run: () => void, literal?: WrittenValue): void {
    this.traces.operating(operation, run, literal);
  }

  copyTrace(from: PyDict, to: PyDict, name: string): void {
    this.traces.copy(from, to, name);
  }

  changeUnknown(value: PyUnknown): void {
    if (value.env !== undefined && value.env.cast !== 'str') this.heap.addLog(this.changed, value.id);
  }

  /** The truth of an unknown value, as a question to the outside. */
  atomOf(value: PyUnknown): Atom {
    if (value.truth !== undefined) return value.truth;
    if (value.env?.cast === 'str') return isNonempty(value.env.variable);
    const key = `value ${value.id}`;
    if (value.env !== undefined) return truthOfCast(key, value.env.variable, value.env.cast);
    const atom = holds(key, value.what ?? `something that is not known (${value.reason})`);
    return value.readFrom === undefined ? atom : { ...atom, about: value.readFrom };
  }
}
