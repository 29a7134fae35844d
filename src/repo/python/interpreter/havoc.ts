import type { Expression, Statement } from '../ast.ts';
import { PyDict, PyInstance, PyList, PySet, PyUnknown, type PyValue } from '../values.ts';
import type { Frame } from './frame.ts';
import { spoilNames } from './import-statements.ts';
import type { Interpreter } from './interpreter.ts';
import { assignName } from './names.ts';

/** What a statement may write, when it cannot be followed: names that it binds, and roots of what it changes in place. */
export function havoc(it: Interpreter, statement: Statement, frame: Frame, reason: string): void {
  const written = writtenBy(statement);
  for (const name of written.bound) assignName(it, name, it.unknown(reason), frame);
  for (const name of written.changed) spoil(it, stored(name, frame), reason);
  // what is missing here is there in production, and may set anything that stands before it
  if (statement.type === 'ImportFrom' && statement.names.some(({ name }) => name === '*'))
    spoilNames(it, frame.scope.globals, reason);
}

function stored(name: string, frame: Frame): PyValue | undefined {
  return frame.scope.locals.get(name) ?? frame.scope.globals.get(name);
}

/** What the value holds is no longer known. */
function spoil(it: Interpreter, value: PyValue | undefined, reason: string): void {
  if (value instanceof PyList || value instanceof PySet) it.heap.setContent(value, reason);
  else if (value instanceof PyDict) it.heap.setHole(value, reason);
  else if (value instanceof PyInstance) {
    it.heap.setHole(value.attributes, reason);
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

interface Written {
  readonly bound: Set<string>;
  readonly changed: Set<string>;
}

function writtenBy(statement: Statement): Written {
  const written: Written = { bound: new Set(), changed: new Set() };
  visit(statement, written);
  return written;
}

function visit(node: unknown, written: Written): void {
  if (Array.isArray(node)) {
    for (const one of node) visit(one, written);
    return;
  }
  if (node === null || typeof node !== 'object') return;
  const typed = node as Statement | Expression | { readonly type?: undefined };
  note(typed, written);
  if (typed.type === 'FunctionDef' || typed.type === 'Lambda' || typed.type === 'ClassDef') return;
  for (const [key, child] of Object.entries(node)) if (key !== 'span') visit(child, written);
}

function note(node: Statement | Expression | { readonly type?: undefined }, written: Written): void {
  switch (node.type) {
    case 'Assign':
      for (const target of node.targets) noteTarget(target, written);
      return;
    case 'AugAssign':
    case 'AnnAssign':
    case 'For':
    case 'NamedExpr':
      noteTarget(node.target, written);
      return;
    case 'Delete':
      for (const target of node.targets) noteTarget(target, written);
      return;
    case 'With':
      for (const { target } of node.items) if (target !== null) noteTarget(target, written);
      return;
    case 'Import':
      for (const { name, asname } of node.names) written.bound.add(asname ?? name.split('.')[0] ?? name);
      return;
    case 'ImportFrom':
      for (const { name, asname } of node.names) if (name !== '*') written.bound.add(asname ?? name);
      return;
    case 'FunctionDef':
    case 'ClassDef':
      written.bound.add(node.name);
      return;
    case 'Call':
      if (node.func.type === 'Attribute') noteRoot(node.func.value, written);
      for (const argument of node.args) noteRoot(argument, written);
      return;
    default:
  }
}

function noteTarget(target: Expression, written: Written): void {
  if (target.type === 'Name') written.bound.add(target.id);
  else if (target.type === 'Tuple' || target.type === 'List') for (const one of target.elts) noteTarget(one, written);
  else if (target.type === 'Starred') noteTarget(target.value, written);
  else noteRoot(target, written);
}

function noteRoot(node: Expression, written: Written): void {
  if (node.type === 'Name') written.changed.add(node.id);
  else if (node.type === 'Attribute' || node.type === 'Subscript' || node.type === 'Starred')
    noteRoot(node.value, written);
}
