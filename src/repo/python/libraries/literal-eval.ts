import type { Constant, Expression } from '../ast.ts';
import { parsePython } from '../parse.ts';
import { hashKey, PyBytes, PyDict, PyList, PySet, PyTuple, type PyValue } from '../values.ts';

/** `ast.literal_eval` of a text; undefined where Python raises. */
export function literalEval(text: string): PyValue | undefined {
  const trimmed = text.replace(/^[ \t]+/, '');
  const { body, errors } = parsePython(trimmed.trimEnd());
  const [statement, ...more] = body;
  if (errors.length > 0 || more.length > 0 || statement?.type !== 'Expr') return undefined;
  return literal(statement.value);
}

function literal(node: Expression): PyValue | undefined {
  switch (node.type) {
    case 'Constant':
      return constant(node);
    case 'UnaryOp':
      return signed(node.op, literal(node.operand));
    case 'Tuple':
      return all(node.elts, (items) => new PyTuple(items));
    case 'List':
      return all(node.elts, (items) => new PyList(items));
    case 'Set':
      return all(node.elts, (items) => new PySet(distinct(items)));
    case 'Dict':
      return dict(node.keys, node.values);
    default:
      return undefined;
  }
}

function constant({ value }: Constant): PyValue | undefined {
  switch (value.kind) {
    case 'str':
    case 'int':
    case 'float':
    case 'bool':
      return value.value;
    case 'none':
      return null;
    case 'bytes':
      return new PyBytes(value.value);
    default:
      return undefined;
  }
}

function signed(op: string, operand: PyValue | undefined): PyValue | undefined {
  if (typeof operand !== 'bigint' && typeof operand !== 'number') return undefined;
  if (op === '+') return operand;
  return op === '-' ? -operand : undefined;
}

function all(nodes: readonly Expression[], make: (items: PyValue[]) => PyValue): PyValue | undefined {
  const items = nodes.map(literal);
  const found = items.filter((item) => item !== undefined);
  return found.length === items.length ? make(found) : undefined;
}

function distinct(items: readonly PyValue[]): PyValue[] {
  return [...new Map(items.map((item) => [hashKey(item), item])).values()];
}

function dict(keys: readonly (Expression | null)[], values: readonly Expression[]): PyValue | undefined {
  const made = new PyDict();
  for (const [index, keyNode] of keys.entries()) {
    const node = values[index];
    const key = keyNode === null ? undefined : literal(keyNode);
    const value = node === undefined ? undefined : literal(node);
    if (key === undefined || value === undefined) return undefined;
    made.entries.set(hashKey(key), { key, value });
  }
  return made;
}
