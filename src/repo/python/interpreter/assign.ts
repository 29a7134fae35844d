import type { Expression } from '../ast.ts';
import { PyList, PyOpaque, PyUnknown, type PyValue } from '../values.ts';
import { deleteAttribute, setAttribute } from './attributes.ts';
import type { Frame } from './frame.ts';
import type { Interpreter } from './interpreter.ts';
import { markSecret } from './mark-secret.ts';
import { assignName, deleteName } from './names.ts';
import { deleteItem, setItem } from './subscript.ts';

/** `target = value` for any target. */
export function assign(it: Interpreter, target: Expression, value: PyValue, frame: Frame): void {
  switch (target.type) {
    case 'Name':
      assignName(it, target.id, markSecret(target.id, value), frame);
      return;
    case 'Attribute':
      setAttribute(it, it.evaluate(target.value, frame), target.attr, value);
      return;
    case 'Subscript':
      setItem(it, it.evaluate(target.value, frame), it.evaluate(target.slice, frame), value);
      return;
    case 'Tuple':
    case 'List':
      unpack(it, target.elts, value, frame);
      return;
    default:
      it.raise('SyntaxError', 'cannot assign to this');
  }
}

function unpack(it: Interpreter, targets: readonly Expression[], given: PyValue, frame: Frame): void {
  const value = it.choose(given);
  if (value instanceof PyUnknown || value instanceof PyOpaque) {
    for (const target of targets)
      assign(it, target.type === 'Starred' ? target.value : target, it.derive([value]), frame);
    return;
  }
  const items = it.items(value);
  const star = targets.findIndex(({ type }) => type === 'Starred');
  const fewest = star < 0 ? targets.length : targets.length - 1;
  if (items.length < fewest)
    it.raise('ValueError', `not enough values to unpack (expected ${fewest}, got ${items.length})`);
  if (star < 0 && items.length > fewest) it.raise('ValueError', `too many values to unpack (expected ${fewest})`);
  const surplus = items.length - fewest;
  targets.forEach((target, index) => {
    if (target.type === 'Starred') assign(it, target.value, new PyList(items.slice(index, index + surplus)), frame);
    else assign(it, target, items[star >= 0 && index > star ? index + surplus - 1 : index] ?? null, frame);
  });
}

/** `del target`. */
export function remove(it: Interpreter, target: Expression, frame: Frame): void {
  if (target.type === 'Name') deleteName(it, target.id, frame);
  else if (target.type === 'Attribute') deleteAttribute(it, it.evaluate(target.value, frame), target.attr);
  else if (target.type === 'Subscript')
    deleteItem(it, it.evaluate(target.value, frame), it.evaluate(target.slice, frame));
  else if (target.type === 'Tuple' || target.type === 'List') for (const one of target.elts) remove(it, one, frame);
}
