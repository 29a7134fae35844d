import type { Expression, Statement } from '../ast.ts';
import {
  PyClass,
  PyDict,
  PyFunction,
  PyInstance,
  PyList,
  PyModule,
  PySet,
  PyUnknown,
  type PyValue,
} from '../values.ts';
import type { Frame } from './frame.ts';
import type { Interpreter } from './interpreter.ts';
import { assignName } from './names.ts';
import { type Written, writtenBy } from './written.ts';

/** What code may write, when it cannot be followed: names that it binds, roots of what it changes in place, and what it calls. */
export function havoc(it: Interpreter, code: Statement | readonly Expression[], frame: Frame, reason: string): void {
  const written = writtenBy(code);
  for (const name of written.bound) assignName(it, name, it.unknown(reason), frame);
  for (const name of written.changed) spoil(it, stored(name, frame), reason);
  // an import that is missing here is there in production, and may set anything that stands before it
  if (written.namespace) it.heap.mayOverwrite(frame.scope.globals, reason);
  spoilByCalls(it, written, (name) => stored(name, frame), reason, new Set());
}

function stored(name: string, frame: Frame): PyValue | undefined {
  return frame.scope.locals.get(name) ?? frame.scope.globals.get(name);
}

/** What the project's functions that are called write outside of themselves; each is looked at once. */
function spoilByCalls(
  it: Interpreter,
  { called }: Written,
  find: (name: string) => PyValue | undefined,
  reason: string,
  seen: Set<PyFunction>,
): void {
  for (const func of [...called].map(find)) {
    if (!(func instanceof PyFunction) || seen.has(func)) continue;
    seen.add(func);
    const { globals } = func.scope;
    const written = writtenBy(func.body);
    for (const name of written.global) it.heap.setItem(globals, name, it.unknown(reason));
    for (const name of written.changed) if (!written.bound.has(name)) spoil(it, globals.get(name), reason);
    if (written.namespace) it.heap.mayOverwrite(globals, reason);
    spoilByCalls(it, written, (name) => globals.get(name), reason, seen);
  }
}

/** What the value holds is no longer known. */
export function spoil(it: Interpreter, value: PyValue | undefined, reason: string): void {
  if (value instanceof PyList || value instanceof PySet) it.heap.setContent(value, reason);
  else if (value instanceof PyDict) it.heap.mayOverwrite(value, reason);
  else if (value instanceof PyModule || value instanceof PyClass) {
    if (!(value instanceof PyModule) || value.path !== undefined) it.heap.mayOverwrite(value.attributes, reason);
  } else if (value instanceof PyInstance) {
    it.heap.mayOverwrite(value.attributes, reason);
    if (value.base !== undefined) spoil(it, value.base, reason);
  } else if (
    value !== undefined &&
    !(value instanceof PyUnknown) &&
    value !== null &&
    typeof value === 'object' &&
    value.kind === 'choice'
  ) {
    spoil(it, value.yes, reason);
    spoil(it, value.no, reason);
  }
}
