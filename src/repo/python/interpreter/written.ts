import type { Expression, Statement } from '../ast.ts';

/** Names that code writes, as far as its text tells. */
export interface Written {
  readonly bound: Set<string>;
  /** Roots of what is changed in place: `LOGGING` of `LOGGING["root"]["level"] = …`, arguments of calls. */
  readonly changed: Set<string>;
  /** Functions that are called by their names. */
  readonly called: Set<string>;
  /** Names that are declared `global`. */
  readonly global: Set<string>;
  /** It may write any name of the module: `globals()[…] = …`, `from … import *`, `exec(…)`. */
  namespace: boolean;
}

/** They give the namespace of who calls them. */
const VIEWS = new Set(['globals', 'locals', 'vars']);
/** They fill it; `include` is split_settings'. */
const FILLERS = new Set(['exec', 'include']);

export function writtenBy(code: Statement | Expression | readonly (Statement | Expression)[]): Written {
  const written: Written = {
    bound: new Set(),
    changed: new Set(),
    called: new Set(),
    global: new Set(),
    namespace: false,
  };
  visit(code, written);
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
      if (node.names.some(({ name }) => name === '*')) written.namespace = true;
      for (const { name, asname } of node.names) if (name !== '*') written.bound.add(asname ?? name);
      return;
    case 'FunctionDef':
    case 'ClassDef':
      written.bound.add(node.name);
      return;
    case 'Global':
      for (const name of node.names) written.global.add(name);
      return;
    case 'Call':
      noteCall(node, written);
      return;
    default:
  }
}

function noteCall({ func, args }: Extract<Expression, { type: 'Call' }>, written: Written): void {
  if (func.type === 'Attribute') noteRoot(func.value, written);
  else if (func.type === 'Name') {
    written.called.add(func.id);
    const [first] = args;
    if (FILLERS.has(func.id)) written.namespace = true;
    // the module itself has no name of its own: `setattr(sys.modules[__name__], …)`
    if (func.id === 'setattr' && first !== undefined && first.type !== 'Name') written.namespace = true;
  }
  for (const argument of args) noteRoot(argument, written);
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
  else if (node.type === 'Call' && node.func.type === 'Name' && VIEWS.has(node.func.id)) written.namespace = true;
}
