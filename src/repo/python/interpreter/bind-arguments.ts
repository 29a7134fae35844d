import type { Parameter as PythonParameter } from '../ast.ts';
import type { Parameter, Parameters } from '../native.ts';
import { PyDict, PyFunction, PyTuple, type PyValue, UNSET } from '../values.ts';
import type { Interpreter } from './interpreter.ts';
import { Undetermined } from './signals.ts';

/** The value of each parameter, in their order; TypeError as Python raises it. */
export function bindArguments(
  it: Interpreter,
  name: string,
  parameters: Parameters,
  positional: readonly PyValue[],
  keywords: PyDict,
): PyValue[] {
  const given = new Map([...keywords.entries.values()].map(({ key, value }) => [String(key), value]));
  let taken = 0;
  const values = parameters.map((parameter) => {
    if (parameter.kind === 'args') {
      const rest = positional.slice(taken);
      taken = positional.length;
      return new PyTuple(rest);
    }
    if (parameter.kind === 'kwargs') return UNSET;
    const byPosition = parameter.kind === 'keyword' ? undefined : positional[taken];
    if (byPosition !== undefined) {
      taken += 1;
      if (parameter.kind === 'either' && given.has(parameter.name)) {
        return it.raise('TypeError', `${name}() got multiple values for argument '${parameter.name}'`);
      }
      return byPosition;
    }
    return byKeyword(it, name, parameter, given, keywords);
  });
  if (taken < positional.length)
    it.raise('TypeError', `${name}() takes ${taken} positional arguments but ${positional.length} were given`);
  return collectRest(it, name, parameters, values, given, keywords);
}

function byKeyword(
  it: Interpreter,
  name: string,
  parameter: Parameter,
  given: Map<string, PyValue>,
  keywords: PyDict,
): PyValue {
  const value = parameter.kind === 'positional' ? undefined : given.get(parameter.name);
  if (value !== undefined) {
    given.delete(parameter.name);
    return value;
  }
  if (keywords.hole !== undefined) throw new Undetermined(keywords.hole);
  return parameter.default ?? (parameter.default === null ? null : missing(it, name, parameter));
}

function missing(it: Interpreter, name: string, parameter: Parameter): never {
  return it.raise('TypeError', `${name}() missing required argument: '${parameter.name}'`);
}

function collectRest(
  it: Interpreter,
  name: string,
  parameters: Parameters,
  values: PyValue[],
  given: Map<string, PyValue>,
  keywords: PyDict,
): PyValue[] {
  const index = parameters.findIndex(({ kind }) => kind === 'kwargs');
  if (index >= 0) values[index] = restOf(given, keywords);
  else {
    for (const [key] of given) it.raise('TypeError', `${name}() got an unexpected keyword argument '${key}'`);
  }
  return values;
}

/** What no parameter took; keywords that are not known may be among them. */
function restOf(given: Map<string, PyValue>, keywords: PyDict): PyDict {
  const rest = PyDict.of(given);
  rest.hole = keywords.hole;
  return rest;
}

/** The parameters of a function of the project, in the form of a native one's. */
export function parametersOf(func: PyFunction): Parameters {
  const { posonlyargs, args, vararg, kwonlyargs, kwarg } = func.args;
  const plain = (kind: Parameter['kind']) => (parameter: PythonParameter) => ({
    name: parameter.name,
    kind,
    default: func.defaults.get(parameter.name),
  });
  return [
    ...posonlyargs.map(plain('positional')),
    ...args.map(plain('either')),
    ...(vararg === null ? [] : [{ name: vararg.name, kind: 'args' as const, default: undefined }]),
    ...kwonlyargs.map(plain('keyword')),
    ...(kwarg === null ? [] : [{ name: kwarg.name, kind: 'kwargs' as const, default: undefined }]),
  ];
}
