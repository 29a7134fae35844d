import { PyClass } from '../values.ts';

function builtin(name: string, ...bases: PyClass[]): PyClass {
  const cls = new PyClass(name, 'builtins', bases);
  cls.mro = [cls, ...new Set(bases.flatMap((base) => base.mro))];
  return cls;
}

const object = builtin('object');
const int = builtin('int', object);

/** Python's builtin classes; `builtins/` puts their methods in. */
export const TYPES = {
  object,
  type: builtin('type', object),
  NoneType: builtin('NoneType', object),
  ellipsis: builtin('ellipsis', object),
  int,
  bool: builtin('bool', int),
  float: builtin('float', object),
  complex: builtin('complex', object),
  str: builtin('str', object),
  bytes: builtin('bytes', object),
  bytearray: builtin('bytearray', object),
  tuple: builtin('tuple', object),
  list: builtin('list', object),
  dict: builtin('dict', object),
  set: builtin('set', object),
  frozenset: builtin('frozenset', object),
  range: builtin('range', object),
  slice: builtin('slice', object),
  iterator: builtin('generator', object),
  dict_keys: builtin('dict_keys', object),
  dict_values: builtin('dict_values', object),
  dict_items: builtin('dict_items', object),
  function: builtin('function', object),
  method: builtin('method', object),
  builtin_function_or_method: builtin('builtin_function_or_method', object),
  module: builtin('module', object),
  property: builtin('property', object),
  staticmethod: builtin('staticmethod', object),
  classmethod: builtin('classmethod', object),
} as const;

/** `name: base` lines of Python's exception hierarchy. */
const HIERARCHY = `
BaseException:object Exception:BaseException SystemExit:BaseException KeyboardInterrupt:BaseException GeneratorExit:BaseException
BaseExceptionGroup:BaseException ArithmeticError:Exception OverflowError:ArithmeticError ZeroDivisionError:ArithmeticError
FloatingPointError:ArithmeticError AssertionError:Exception AttributeError:Exception BufferError:Exception EOFError:Exception
ImportError:Exception ModuleNotFoundError:ImportError LookupError:Exception IndexError:LookupError KeyError:LookupError
MemoryError:Exception NameError:Exception UnboundLocalError:NameError OSError:Exception BlockingIOError:OSError
ChildProcessError:OSError ConnectionError:OSError BrokenPipeError:ConnectionError ConnectionAbortedError:ConnectionError
ConnectionRefusedError:ConnectionError ConnectionResetError:ConnectionError FileExistsError:OSError FileNotFoundError:OSError
InterruptedError:OSError IsADirectoryError:OSError NotADirectoryError:OSError PermissionError:OSError ProcessLookupError:OSError
TimeoutError:OSError ReferenceError:Exception RuntimeError:Exception NotImplementedError:RuntimeError RecursionError:RuntimeError
StopIteration:Exception StopAsyncIteration:Exception SyntaxError:Exception IndentationError:SyntaxError TabError:IndentationError
SystemError:Exception TypeError:Exception ValueError:Exception UnicodeError:ValueError UnicodeDecodeError:UnicodeError
UnicodeEncodeError:UnicodeError UnicodeTranslateError:UnicodeError ExceptionGroup:Exception Warning:Exception
BytesWarning:Warning DeprecationWarning:Warning EncodingWarning:Warning FutureWarning:Warning ImportWarning:Warning
PendingDeprecationWarning:Warning ResourceWarning:Warning RuntimeWarning:Warning SyntaxWarning:Warning UnicodeWarning:Warning
UserWarning:Warning`;

export const EXCEPTIONS: ReadonlyMap<string, PyClass> = exceptionClasses();

function exceptionClasses(): Map<string, PyClass> {
  const classes = new Map<string, PyClass>([['object', object]]);
  for (const pair of HIERARCHY.trim().split(/\s+/)) {
    const [name = '', base = ''] = pair.split(':');
    classes.set(name, builtin(name, classes.get(base) ?? object));
  }
  classes.delete('object');
  return classes;
}

/** A builtin class by name. */
export function builtinClass(name: string): PyClass {
  const cls = EXCEPTIONS.get(name) ?? Object.entries(TYPES).find(([key]) => key === name)?.[1];
  if (cls === undefined) throw new Error(`no builtin class ${name}`);
  return cls;
}
