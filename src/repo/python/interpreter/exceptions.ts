import type { ExceptHandler, Raise, Try, With } from '../ast.ts';
import {
  NativeFunction,
  PyClass,
  PyFunction,
  PyInstance,
  PyList,
  PyOpaque,
  PyTuple,
  PyUnknown,
  type PyValue,
} from '../values.ts';
import { assign } from './assign.ts';
import { type Completion, type Frame, NORMAL } from './frame.ts';
import { isInstanceOf } from './instances.ts';
import type { Interpreter } from './interpreter.ts';
import { assignName, deleteName } from './names.ts';
import { Raised } from './signals.ts';
import { classAttribute } from './type-of.ts';
import { EXCEPTIONS } from './types.ts';

/** What something unknown raises: every handler but those of looking things up may catch it. */
export const UNKNOWN_ERROR = new PyClass('an error of something unknown', 'djaudit', []);
UNKNOWN_ERROR.mro = [UNKNOWN_ERROR, ...(EXCEPTIONS.get('Exception')?.mro ?? [])];

export function raiseStatement(it: Interpreter, statement: Raise, frame: Frame): never {
  if (statement.exc === null) {
    if (frame.handling === undefined) return it.raise('RuntimeError', 'No active exception to reraise');
    throw new Raised(frame.handling);
  }
  const value = it.choose(it.evaluate(statement.exc, frame));
  frame.line = statement.span.line;
  if (value instanceof PyInstance) throw new Raised(value);
  if (value instanceof PyClass) {
    const made = it.call(value);
    throw new Raised(made instanceof PyInstance ? made : it.makeException(value, []));
  }
  throw new Raised(it.makeException(opaqueException(value), []));
}

/** An exception of a class that is not in the repository. */
function opaqueException(value: PyValue): PyClass {
  const dotted = value instanceof PyOpaque ? value.dotted : 'unknown.Exception';
  const cut = dotted.lastIndexOf('.');
  const cls = new PyClass(dotted.slice(cut + 1), dotted.slice(0, Math.max(0, cut)), []);
  cls.mro = [cls, ...(EXCEPTIONS.get('Exception')?.mro ?? [])];
  cls.opaqueBase = dotted;
  return cls;
}

const IMPORT_ERRORS: ReadonlySet<string> = new Set([
  'ImportError',
  'ModuleNotFoundError',
  'Exception',
  'BaseException',
]);

export function tryStatement(it: Interpreter, statement: Try, frame: Frame): Completion {
  let completion: Completion;
  try {
    completion = guarded(it, statement, frame);
  } catch (signal) {
    if (signal instanceof Raised) {
      const last = it.runBlock(statement.finalbody, frame);
      if (last.type !== 'normal') return last;
    }
    throw signal;
  }
  const last = it.runBlock(statement.finalbody, frame);
  return last.type === 'normal' ? completion : last;
}

function guarded(it: Interpreter, statement: Try, frame: Frame): Completion {
  if (statement.handlers.length === 0) return it.runBlock(statement.body, frame);
  let raised: PyInstance;
  const importGuard = statement.handlers.some(catchesImportErrors);
  it.tryDepth += 1;
  if (importGuard) it.importGuards += 1;
  let entered = true;
  const leave = (): void => {
    if (!entered) return;
    entered = false;
    it.tryDepth -= 1;
    if (importGuard) it.importGuards -= 1;
  };
  try {
    const completion = it.runBlock(statement.body, frame);
    leave();
    return completion.type === 'normal' ? it.runBlock(statement.orelse, frame) : completion;
  } catch (signal) {
    if (!(signal instanceof Raised) || !entered) throw signal;
    raised = signal.exception;
  } finally {
    leave();
  }
  return handle(it, statement.handlers, raised, frame);
}

function catchesImportErrors({ exception }: ExceptHandler): boolean {
  if (exception === null) return true;
  if (exception.type === 'Tuple') return exception.elts.some((one) => one.type === 'Name' && IMPORT_ERRORS.has(one.id));
  return exception.type === 'Name' && IMPORT_ERRORS.has(exception.id);
}

function handle(it: Interpreter, handlers: readonly ExceptHandler[], raised: PyInstance, frame: Frame): Completion {
  for (const handler of handlers) {
    if (handler.exception !== null && !matches(it, raised, it.evaluate(handler.exception, frame))) continue;
    return runHandler(it, handler, raised, frame);
  }
  throw new Raised(raised);
}

function runHandler(it: Interpreter, handler: ExceptHandler, raised: PyInstance, frame: Frame): Completion {
  const outer = frame.handling;
  frame.handling = raised;
  try {
    if (handler.name !== null) assignName(it, handler.name, raised, frame);
    const completion = it.runBlock(handler.body, frame);
    if (handler.name !== null && frame.scope.locals.get(handler.name) !== undefined)
      deleteName(it, handler.name, frame);
    return completion;
  } finally {
    frame.handling = outer;
  }
}

const LOOKUPS: ReadonlySet<string> = new Set([
  'ImportError',
  'ModuleNotFoundError',
  'KeyError',
  'IndexError',
  'LookupError',
  'NameError',
  'AttributeError',
  'AssertionError',
]);

/** Does a handler's class (or one of its tuple) catch the exception? */
function matches(it: Interpreter, raised: PyInstance, given: PyValue): boolean {
  const cls = it.choose(given);
  if (cls instanceof PyTuple || cls instanceof PyList) return it.items(cls).some((one) => matches(it, raised, one));
  if (raised.cls === UNKNOWN_ERROR) return !(cls instanceof PyClass && LOOKUPS.has(cls.name));
  if (cls instanceof PyOpaque) return cls.dotted === raised.cls.opaqueBase;
  if (cls instanceof PyUnknown) return false;
  return isInstanceOf(it, raised, cls) ?? false;
}

export function withStatement(it: Interpreter, statement: With, frame: Frame): Completion {
  return enter(it, statement, 0, frame);
}

function enter(it: Interpreter, statement: With, index: number, frame: Frame): Completion {
  const item = statement.items[index];
  if (item === undefined) return it.runBlock(statement.body, frame);
  const manager = it.choose(it.evaluate(item.context, frame));
  const value = entered(it, manager);
  if (item.target !== null) assign(it, item.target, value, frame);
  if (!(manager instanceof PyInstance)) return enter(it, statement, index + 1, frame);
  return guardedBody(it, statement, index, manager, frame);
}

function guardedBody(it: Interpreter, statement: With, index: number, manager: PyInstance, frame: Frame): Completion {
  const suppresses = manager.cls.name === 'suppress';
  if (suppresses) {
    it.tryDepth += 1;
    it.importGuards += 1;
  }
  try {
    const completion = enter(it, statement, index + 1, frame);
    callIfThere(it, manager, '__exit__', [null, null, null]);
    return completion;
  } catch (signal) {
    if (!(signal instanceof Raised)) throw signal;
    const { exception } = signal;
    const handled = callIfThere(it, manager, '__exit__', [exception.cls, exception, null]);
    if (handled !== undefined && it.truth(handled)) return NORMAL;
    throw signal;
  } finally {
    if (suppresses) {
      it.tryDepth -= 1;
      it.importGuards -= 1;
    }
  }
}

function callIfThere(it: Interpreter, self: PyInstance, name: string, args: readonly PyValue[]): PyValue | undefined {
  const method = classAttribute(self.cls, name);
  if (!(method instanceof PyFunction || method instanceof NativeFunction)) return undefined;
  return it.call(method, [self, ...args]);
}

function entered(it: Interpreter, manager: PyValue): PyValue {
  if (!(manager instanceof PyInstance)) return it.derive([manager]);
  const value = callIfThere(it, manager, '__enter__', []);
  return value === undefined ? manager : value;
}
