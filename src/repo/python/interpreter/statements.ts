import type { AnnAssign, Assign, AugAssign, Expression, For, If, Raise, Statement, While } from '../ast.ts';
import { PyDict, PyList, type PyValue } from '../values.ts';
import { assign, remove } from './assign.ts';
import { forkOnMixedCompletion } from './calls.ts';
import { defineClass } from './class-definition.ts';
import { raiseStatement, tryStatement, withStatement } from './exceptions.ts';
import { type Completion, type Frame, NORMAL } from './frame.ts';
import { decorate, defineFunction } from './functions.ts';
import { havoc } from './havoc.ts';
import { importFromStatement, importStatement } from './import-statements.ts';
import type { Interpreter } from './interpreter.ts';
import { assignName } from './names.ts';
import { inPlace } from './operators.ts';
import { matchStatement } from './patterns.ts';
import { Fork, type ForkLevel, Raised, Undetermined } from './signals.ts';
import type { WrittenValue } from './traces.ts';
import { truthOfTest } from './truth.ts';

const MOST_ROUNDS = 20_000;

export function runBlock(it: Interpreter, statements: readonly Statement[], frame: Frame): Completion {
  for (const statement of statements) {
    const completion = runStatement(it, statement, frame);
    if (completion.type !== 'normal') return completion;
  }
  return NORMAL;
}

const LEVELS: Readonly<Partial<Record<Statement['type'], readonly ForkLevel[]>>> = {
  For: ['node', 'loop'],
  While: ['node', 'loop'],
  Try: ['node', 'try'],
  With: ['node', 'try'],
};
const NODE: readonly ForkLevel[] = ['node'];

export function runStatement(it: Interpreter, statement: Statement, frame: Frame): Completion {
  frame.line = statement.span.line;
  it.spend(1);
  const levels = levelsOf(statement);
  try {
    return it.fork(() => runOrHavoc(it, statement, frame), forkOnMixedCompletion, levels);
  } catch (signal) {
    if (!(signal instanceof Undetermined)) throw signal;
    havoc(it, statement, frame, signal.reason);
    return NORMAL;
  }
}

/** A `with` catches only when it suppresses. */
function levelsOf(statement: Statement): readonly ForkLevel[] {
  if (statement.type === 'Try' && statement.handlers.length === 0) return NODE;
  return LEVELS[statement.type] ?? NODE;
}

function runOrHavoc(it: Interpreter, statement: Statement, frame: Frame): Completion {
  const mark = it.heap.mark();
  try {
    return run(it, statement, frame);
  } catch (signal) {
    if (!(signal instanceof Undetermined)) throw signal;
    it.heap.rollback(mark);
    havoc(it, statement, frame, signal.reason);
    return NORMAL;
  }
}

function run(it: Interpreter, statement: Statement, frame: Frame): Completion {
  switch (statement.type) {
    case 'Expr':
      it.evaluate(statement.value, frame);
      return NORMAL;
    case 'Assign':
      return assignment(it, statement, frame);
    case 'AugAssign':
      return augmented(it, statement, frame);
    case 'AnnAssign':
      return annotated(it, statement, frame);
    case 'If':
      return ifStatement(it, statement, frame);
    case 'For':
      return forStatement(it, statement, frame);
    case 'While':
      return whileStatement(it, statement, frame);
    case 'Return':
      return { type: 'return', value: statement.value === null ? null : it.evaluate(statement.value, frame) };
    case 'Break':
      return { type: 'break' };
    case 'Continue':
      return { type: 'continue' };
    case 'Try':
      return tryStatement(it, statement, frame);
    case 'With':
      return withStatement(it, statement, frame);
    case 'Match':
      return matchStatement(it, statement, frame);
    default:
      runSimple(it, statement, frame);
      return NORMAL;
  }
}

function runSimple(it: Interpreter, statement: Statement, frame: Frame): void {
  switch (statement.type) {
    case 'FunctionDef':
      assignName(it, statement.name, decorate(it, statement, defineFunction(it, statement, frame), frame), frame);
      return;
    case 'ClassDef':
      assignName(it, statement.name, decorate(it, statement, defineClass(it, statement, frame), frame), frame);
      return;
    case 'Import':
      importStatement(it, statement, frame);
      return;
    case 'ImportFrom':
      importFromStatement(it, statement, frame);
      return;
    case 'Raise':
      raiseStatement(it, statement satisfies Raise, frame);
      return;
    case 'Assert':
      if (!truthOfTest(it, statement.test, frame)) {
        throw it.raised('AssertionError', statement.msg === null ? [] : [it.evaluate(statement.msg, frame)]);
      }
      return;
    case 'Delete':
      for (const target of statement.targets) remove(it, target, frame);
      return;
    case 'Global':
      for (const name of statement.names) frame.globalNames.add(name);
      return;
    case 'Nonlocal':
      for (const name of statement.names) frame.nonlocalNames.add(name);
      return;
    case 'TypeAlias':
      assign(it, statement.name, it.unknown('it is a type annotation'), frame);
      return;
    default:
  }
}

/** The name at the root of what is assigned: the setting that the right side decides. */
function rootName(target: Expression): string | null {
  if (target.type === 'Name') return target.id;
  return target.type === 'Subscript' || target.type === 'Attribute' ? rootName(target.value) : null;
}

/** Evaluates the right side knowing which name it is for. */
function evaluateFor(it: Interpreter, target: Expression | undefined, value: Expression, frame: Frame): PyValue {
  const before = frame.target;
  frame.target = target === undefined ? null : rootName(target);
  try {
    return it.evaluate(value, frame);
  } finally {
    frame.target = before;
  }
}

function assignment(it: Interpreter, statement: Assign, frame: Frame): Completion {
  const value = evaluateFor(it, statement.targets[0], statement.value, frame);
  for (const target of statement.targets) {
    frame.line = statement.span.line;
    const operation = target.type === 'Subscript' ? '[…] =' : '=';
    const literal = target.type === 'Name' ? literalOf(statement.value) : undefined;
    it.operating(operation, () => assign(it, target, value, frame), literal);
  }
  return NORMAL;
}

/** Texts are left out: they may be secrets. */
function literalOf(node: Expression): WrittenValue | undefined {
  if (node.type !== 'Constant') return undefined;
  const { value, span } = node;
  switch (value.kind) {
    case 'bool':
      return { text: value.value ? 'True' : 'False', span };
    case 'none':
      return { text: 'None', span };
    case 'int':
      return { text: String(value.value), span };
    default:
      return undefined;
  }
}

function augmented(it: Interpreter, { target, op, value, span }: AugAssign, frame: Frame): Completion {
  const before = it.evaluate(target, frame);
  const change = evaluateFor(it, target, value, frame);
  frame.line = span.line;
  it.operating(`${op}=`, () => {
    const after = inPlace(it, op, before, change);
    if (target.type === 'Name') assignName(it, target.id, after, frame);
    else assign(it, target, after, frame);
  });
  return NORMAL;
}

function annotated(it: Interpreter, { target, annotation, value }: AnnAssign, frame: Frame): Completion {
  if (frame.kind === 'class' && target.type === 'Name') annotate(it, target.id, annotation, frame);
  if (value !== null) assign(it, target, evaluateFor(it, target, value, frame), frame);
  return NORMAL;
}

function annotate(it: Interpreter, name: string, annotation: Expression, frame: Frame): void {
  let annotations = frame.scope.locals.get('__annotations__');
  if (!(annotations instanceof PyDict)) {
    annotations = new PyDict();
    it.heap.setItem(frame.scope.locals, '__annotations__', annotations);
  }
  it.heap.setItem(annotations, name, annotationValue(it, annotation, frame));
}

/** Annotations are not needed by most: one that cannot be evaluated here is unknown. */
function annotationValue(it: Interpreter, annotation: Expression, frame: Frame): PyValue {
  try {
    return it.evaluate(annotation, frame);
  } catch (signal) {
    if (signal instanceof Fork) throw signal;
    if (signal instanceof Raised || signal instanceof Undetermined) return it.unknown('an annotation');
    throw signal;
  }
}

function ifStatement(it: Interpreter, { test, body, orelse }: If, frame: Frame): Completion {
  return it.runBlock(truthOfTest(it, test, frame) ? body : orelse, frame);
}

function forStatement(it: Interpreter, { target, iter, body, orelse }: For, frame: Frame): Completion {
  const iterable = it.choose(it.evaluate(iter, frame));
  let index = 0;
  // a list may grow while it is iterated
  const next = iterable instanceof PyList ? () => it.items(iterable) : constantly(it.items(iterable));
  for (let items = next(); index < items.length; items = next()) {
    if (index > MOST_ROUNDS) throw new Undetermined('a loop is too long to follow');
    assign(it, target, items[index] ?? null, frame);
    index += 1;
    const completion = it.runBlock(body, frame);
    if (completion.type === 'break') return NORMAL;
    if (completion.type === 'return') return completion;
  }
  return it.runBlock(orelse, frame);
}

function constantly<T>(value: T): () => T {
  return () => value;
}

function whileStatement(it: Interpreter, { test, body, orelse }: While, frame: Frame): Completion {
  for (let round = 0; truthOfTest(it, test, frame); round += 1) {
    if (round > MOST_ROUNDS) throw new Undetermined('a loop is too long to follow');
    const completion = it.runBlock(body, frame);
    if (completion.type === 'break') return NORMAL;
    if (completion.type === 'return') return completion;
  }
  return it.runBlock(orelse, frame);
}
