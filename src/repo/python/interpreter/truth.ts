import type { Expression } from '../ast.ts';
import { holds, isNonempty } from '../condition.ts';
import {
  ItemsChoice,
  type ListContent,
  PyBytes,
  PyChoice,
  PyDict,
  PyInstance,
  PyList,
  PyOpaque,
  PyRange,
  PySet,
  PyTuple,
  PyUnknown,
  type PyValue,
  PyView,
  SecretText,
} from '../values.ts';
import type { Frame } from './frame.ts';
import type { Interpreter } from './interpreter.ts';
import { rangeLength } from './items.ts';
import { Undetermined } from './signals.ts';
import { ownMethod } from './text.ts';
import { classAttribute, plain } from './type-of.ts';

/** Python's truth; of an unknown value both are followed. */
export function truthOf(it: Interpreter, given: PyValue): boolean {
  const variable = textOrNothing(given);
  if (variable !== undefined) return it.decide(isNonempty(variable));
  const value = it.choose(given);
  if (value === null || typeof value !== 'object') return Boolean(value);
  if (value instanceof PyUnknown) {
    // one that a join made has no number of its own: nothing could be said of two of them but that they are open
    if (value.id < 0) throw new Undetermined(value.reason, { type: 'bool' });
    return it.decide(it.atomOf(value));
  }
  if (value instanceof PyOpaque) return it.decide(holds(`opaque ${value.dotted}`, value.dotted));
  if (value instanceof PyInstance) return instanceTruth(it, value);
  if (value instanceof SecretText) return value.text !== '';
  if (value instanceof PyBytes) return value.latin1 !== '';
  if (value instanceof PyTuple) return value.items.length > 0;
  if (value instanceof PyList || value instanceof PySet)
    return contentTruth(value.content) ?? it.items(value).length > 0;
  if (value instanceof PyDict) return dictTruth(value) ?? it.entries(value).length > 0;
  if (value instanceof PyRange) return rangeLength(value) > 0;
  return value instanceof PyView ? it.items(value).length > 0 : true;
}

/** The truth of a test: the values of `and`, `or` and `not` in it are asked for their truth alone. */
export function truthOfTest(it: Interpreter, node: Expression, frame: Frame): boolean {
  if (node.type === 'BoolOp')
    return node.op === 'and'
      ? node.values.every((one) => truthOfTest(it, one, frame))
      : node.values.some((one) => truthOfTest(it, one, frame));
  if (node.type === 'UnaryOp' && node.op === 'not') return !truthOfTest(it, node.operand, frame);
  return it.truth(it.evaluate(node, frame));
}

/** `os.environ.get(name)`, with a default that is false: one question decides it, not whether it is set and then whether it is empty. */
function textOrNothing(value: PyValue): string | undefined {
  if (!(value instanceof PyChoice) || value.atom.test !== 'set') return undefined;
  const { atom, yes, no } = value;
  const isText = yes instanceof PyUnknown && yes.env?.variable === atom.variable && yes.env?.cast === 'str';
  return isText && (no === null || no === '' || no === false) ? atom.variable : undefined;
}

/** All alternatives agree, or undefined. */
function contentTruth(content: ListContent): boolean | undefined {
  if (Array.isArray(content)) return content.length > 0;
  if (!(content instanceof ItemsChoice)) return undefined;
  const yes = contentTruth(content.yes);
  return yes === contentTruth(content.no) ? yes : undefined;
}

function dictTruth(dict: PyDict): boolean | undefined {
  for (const { value } of dict.entries.values()) {
    const certain = value === null || typeof value !== 'object' || (value.kind !== 'choice' && value.kind !== 'unset');
    if (certain) return true;
  }
  return undefined;
}

function instanceTruth(it: Interpreter, value: PyInstance): boolean {
  const own = ownMethod(value, '__bool__') ?? ownMethod(value, '__len__');
  if (own !== undefined) return it.truth(it.call(own, [value]));
  if (value.cls.hooks.truth !== undefined) return value.cls.hooks.truth(it, value);
  if (value.base !== undefined) return it.truth(plain(value));
  if (value.cls.opaqueBase !== undefined && classAttribute(value.cls, '__bool__') === undefined) {
    return it.decide(holds(`instance of ${value.cls.opaqueBase} ${value.serial}`, `a ${value.cls.opaqueBase}`));
  }
  return true;
}
