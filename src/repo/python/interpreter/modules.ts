import type { Module } from '../ast.ts';
import { eitherWay } from '../condition.ts';
import { LIBRARIES } from '../libraries/index.ts';
import { parsePython } from '../parse.ts';
import type { ProjectFiles } from '../project-files.ts';
import { STDLIB } from '../stdlib/index.ts';
import { STDLIB_NAMES } from '../stdlib/names.ts';
import { PyDict, PyList, PyModule, type PyValue, UNSET } from '../values.ts';
import type { Frame } from './frame.ts';
import { havoc } from './havoc.ts';
import type { Interpreter } from './interpreter.ts';
import { Raised, Undetermined } from './signals.ts';
import { runStatement } from './statements.ts';

interface Found {
  readonly path: string;
  readonly isPackage: boolean;
}

export interface ModuleOptions {
  readonly files: ProjectFiles;
  /** `sys.path`, as far as it is the project's: absolute. */
  readonly roots: readonly string[];
  /** Does the project declare a distribution that gives this top-level module? */
  readonly declares: (module: string) => boolean;
  /** Version of Django, whose own modules settings may import: `5.2`. */
  readonly django: string;
}

/** `sys.modules` and the finder: the project's modules are run, native ones made, all others opaque. */
export class Modules {
  readonly loaded = new PyDict(true);
  /** The project's files in the order of their first import. */
  readonly read: string[] = [];
  private readonly parsed = new Map<string, Module>();
  private readonly options: ModuleOptions;

  constructor(options: ModuleOptions) {
    this.options = options;
  }

  /** `import dotted`: the module itself, its parents imported before it. */
  import(it: Interpreter, dotted: string): PyValue {
    let module: PyValue = UNSET;
    let parent: PyModule | undefined;
    let name = '';
    for (const part of dotted.split('.')) {
      name = name === '' ? part : `${name}.${part}`;
      module = this.load(it, name);
      if (parent !== undefined && module instanceof PyModule) bindSubmodule(it, parent, part, module);
      parent = module instanceof PyModule ? module : undefined;
    }
    return module;
  }

  declares(module: string): boolean {
    return this.options.declares(module);
  }

  submodule(it: Interpreter, module: PyModule, name: string, load: boolean): PyValue | undefined {
    const dotted = `${module.name}.${name}`;
    const known = (module.path === undefined && isNative(dotted)) || (load && this.find(dotted) !== undefined);
    const there = known || this.isLoaded(it, dotted) !== undefined;
    return there ? this.import(it, dotted) : undefined;
  }

  /** Is there such a module in the repository? */
  find(dotted: string): Found | undefined {
    for (const root of this.options.roots) {
      const base = `${root}/${dotted.replaceAll('.', '/')}`;
      if (this.options.files.isFile(`${base}/__init__.py`)) return { path: `${base}/__init__.py`, isPackage: true };
      if (this.options.files.isFile(`${base}.py`)) return { path: `${base}.py`, isPackage: false };
    }
    return undefined;
  }

  /** Runs a file in a namespace; false when there is none. */
  exec(it: Interpreter, path: string, namespace: PyDict, name: string): boolean {
    const module = this.parse(path);
    if (module === undefined) return false;
    if (!this.read.includes(path)) this.read.push(path);
    if (module.errors.length > 0) it.note(`${path} has text that is no Python`);
    this.runBody(it, module, namespace, path, name);
    return true;
  }

  execText(it: Interpreter, text: string, namespace: PyDict): void {
    this.runBody(it, parsePython(text), namespace, it.where().path, '<string>');
  }

  private runBody(it: Interpreter, module: Module, namespace: PyDict, path: string, name: string): void {
    const frame: Frame = {
      kind: 'module',
      scope: { locals: namespace, parent: undefined, globals: namespace },
      path,
      module: name,
      line: 1,
      globalNames: new Set(),
      nonlocalNames: new Set(),
      func: undefined,
      self: undefined,
      yields: undefined,
      handling: undefined,
      bindings: undefined,
      target: null,
    };
    it.frames.push(frame);
    try {
      for (const statement of module.body) this.runTopLevel(it, statement, frame);
    } finally {
      it.frames.pop();
    }
  }

  private parse(path: string): Module | undefined {
    const known = this.parsed.get(path);
    if (known !== undefined) return known;
    const text = this.options.files.readText(path);
    if (text === undefined) return undefined;
    const module = parsePython(text);
    this.parsed.set(path, module);
    return module;
  }

  /** Where nothing catches an exception, the settings do not load: what follows is evaluated all the same, and it is said. */
  private runTopLevel(it: Interpreter, statement: Module['body'][number], frame: Frame): void {
    try {
      runStatement(it, statement, frame);
    } catch (signal) {
      const reason = this.reasonToGoOn(it, signal, frame);
      if (reason === undefined) throw signal;
      havoc(it, statement, frame, reason);
    }
  }

  private reasonToGoOn(it: Interpreter, signal: unknown, frame: Frame): string | undefined {
    if (signal instanceof RangeError) return 'it is nested too deeply';
    if (signal instanceof Undetermined) return signal.reason;
    if (!(signal instanceof Raised) || it.tryDepth > 0 || it.forkDepth > 0) return undefined;
    const what = it.describeException(signal.exception);
    it.fail(`the settings do not load: line ${frame.line} raises ${what}`);
    return `line ${frame.line} raises ${what}`;
  }

  private load(it: Interpreter, dotted: string): PyValue {
    const loaded = this.isLoaded(it, dotted);
    if (loaded !== undefined) return loaded;
    const found = this.find(dotted);
    if (found !== undefined) return this.loadProject(it, dotted, found);
    const native = (STDLIB[dotted] ?? LIBRARIES[dotted])?.(this.options.django);
    if (native !== undefined) return this.keep(it, dotted, native);
    return this.loadAbsent(it, dotted);
  }

  private isLoaded(it: Interpreter, dotted: string): PyValue | undefined {
    const stored = this.loaded.get(dotted);
    const loaded = stored === undefined ? UNSET : it.choose(stored);
    return loaded === UNSET ? undefined : loaded;
  }

  private keep(it: Interpreter, dotted: string, module: PyValue): PyValue {
    it.heap.setItem(this.loaded, dotted, module);
    return module;
  }

  private loadProject(it: Interpreter, dotted: string, { path, isPackage }: Found): PyValue {
    const parent = dotted.includes('.') ? dotted.slice(0, dotted.lastIndexOf('.')) : '';
    const namespace = new PyDict(true);
    const module = new PyModule(dotted, namespace, path);
    const names: Record<string, PyValue> = {
      __name__: dotted,
      __file__: path,
      __package__: isPackage ? dotted : parent,
      __doc__: null,
      ...(isPackage ? { __path__: new PyList([path.slice(0, path.lastIndexOf('/'))]) } : {}),
    };
    for (const [key, value] of Object.entries(names)) it.heap.setItem(namespace, key, value);
    this.keep(it, dotted, module);
    try {
      this.exec(it, path, namespace, dotted);
    } catch (signal) {
      if (signal instanceof Raised) it.heap.deleteItem(this.loaded, dotted);
      throw signal;
    }
    return module;
  }

  /** A namespace package, a module of the standard library or of a third party, or one that is missing. */
  private loadAbsent(it: Interpreter, dotted: string): PyValue {
    const top = dotted.split('.')[0] ?? dotted;
    const opaque = () => this.keep(it, dotted, new PyModule(dotted, new PyDict(true), undefined, true));
    if (this.find(top) !== undefined)
      return this.isNamespace(dotted) ? this.namespace(it, dotted) : missing(it, dotted);
    if (STDLIB_NAMES.has(top)) return REMOVED.has(top) ? missing(it, dotted) : opaque();
    const declared = this.options.declares(top);
    if (!declared && this.isNamespace(dotted)) return this.namespace(it, dotted);
    if (!declared && this.isNamespace(top)) return missing(it, dotted);
    if (it.importGuards === 0 || LIBRARIES[top] !== undefined) return opaque();
    const installed = it.decide(eitherWay(`installed ${top}`, `${top} is installed`, `${top} is not installed`));
    return installed ? opaque() : missing(it, dotted);
  }

  /** A folder without `__init__.py`: it has submodules and nothing else. */
  private namespace(it: Interpreter, dotted: string): PyValue {
    return this.keep(it, dotted, new PyModule(dotted, new PyDict(true), undefined, false));
  }

  private isNamespace(dotted: string): boolean {
    return this.options.roots.some((root) => this.options.files.isDir(`${root}/${dotted.replaceAll('.', '/')}`));
  }

  /** A guarded `from local_settings import *` of something that no requirement declares is an overlay that is not there. */
  isAbsentOverlay(it: Interpreter, dotted: string): boolean {
    const top = dotted.split('.')[0] ?? dotted;
    return (
      it.importGuards > 0 &&
      this.find(top) === undefined &&
      !STDLIB_NAMES.has(top) &&
      STDLIB[top] === undefined &&
      LIBRARIES[top] === undefined &&
      !this.options.declares(top)
    );
  }
}

function isNative(dotted: string): boolean {
  return Object.hasOwn(LIBRARIES, dotted) || Object.hasOwn(STDLIB, dotted);
}

const REMOVED: ReadonlySet<string> = new Set([
  'imp',
  'asynchat',
  'asyncore',
  'smtpd',
  'ConfigParser',
  'urlparse',
  'StringIO',
]);

export function missing(it: Interpreter, dotted: string): never {
  return it.raise('ModuleNotFoundError', `No module named '${dotted}'`);
}

function bindSubmodule(it: Interpreter, parent: PyModule, name: string, module: PyModule): void {
  if (parent.attributes.get(name) === undefined) it.heap.setItem(parent.attributes, name, module);
}
