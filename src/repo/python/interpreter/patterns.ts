import type { Match, Pattern } from '../ast.ts';
import { PyBytes, PyClass, PyDict, PyInstance, PyList, PyTuple, type PyValue, SecretText, UNSET } from '../values.ts';
import { constant } from './expressions.ts';
import { type Completion, type Frame, NORMAL } from './frame.ts';
import { isInstanceOf } from './instances.ts';
import type { Interpreter } from './interpreter.ts';
import { assignName } from './names.ts';
import { Undetermined } from './signals.ts';
import { truthOfTest } from './truth.ts';
import { plain } from './type-of.ts';

export function matchStatement(it: Interpreter, statement: Match, frame: Frame): Completion {
  const subject = it.evaluate(statement.subject, frame);
  for (const { pattern, guard, body } of statement.cases) {
    if (!matchesPattern(it, pattern, subject, frame)) continue;
    if (guard !== null && !truthOfTest(it, guard, frame)) continue;
    return it.runBlock(body, frame);
  }
  return NORMAL;
}

function matchesPattern(it: Interpreter, pattern: Pattern, subject: PyValue, frame: Frame): boolean {
  switch (pattern.type) {
    case 'MatchValue':
      return it.equal(subject, it.evaluate(pattern.value, frame));
    case 'MatchSingleton': {
      const value = it.force(subject);
      return value === constant(it, pattern.value === null ? { kind: 'none' } : { kind: 'bool', value: pattern.value });
    }
    case 'MatchAs':
      if (pattern.pattern !== null && !matchesPattern(it, pattern.pattern, subject, frame)) return false;
      if (pattern.name !== null) assignName(it, pattern.name, subject, frame);
      return true;
    case 'MatchOr':
      return pattern.patterns.some((one) => matchesPattern(it, one, subject, frame));
    case 'MatchSequence':
      return matchesSequence(it, pattern.patterns, subject, frame);
    case 'MatchMapping':
      return matchesMapping(it, pattern, subject, frame);
    case 'MatchClass':
      return matchesClass(it, pattern, subject, frame);
    default:
      return true;
  }
}

function matchesSequence(it: Interpreter, patterns: readonly Pattern[], subject: PyValue, frame: Frame): boolean {
  const value = plain(it.force(subject));
  if (!(value instanceof PyList || value instanceof PyTuple)) return false;
  const items = it.items(value);
  const star = patterns.findIndex(({ type }) => type === 'MatchStar');
  if (star < 0 ? items.length !== patterns.length : items.length < patterns.length - 1) return false;
  const surplus = items.length - patterns.length + 1;
  return patterns.every((pattern, index) => {
    if (pattern.type === 'MatchStar') {
      if (pattern.name !== null) assignName(it, pattern.name, new PyList(items.slice(index, index + surplus)), frame);
      return true;
    }
    return matchesPattern(it, pattern, items[star >= 0 && index > star ? index + surplus - 1 : index] ?? null, frame);
  });
}

function matchesMapping(
  it: Interpreter,
  pattern: Extract<Pattern, { type: 'MatchMapping' }>,
  subject: PyValue,
  frame: Frame,
): boolean {
  const value = plain(it.force(subject));
  if (!(value instanceof PyDict)) return false;
  const rest = new PyDict();
  for (const [key, item] of it.entries(value)) rest.entries.set(String(key), { key, value: item });
  for (const [index, keyNode] of pattern.keys.entries()) {
    const key = it.evaluate(keyNode, frame);
    const pair = it.entries(value).find(([one]) => it.equal(one, key));
    const found = pair === undefined ? UNSET : pair[1];
    const inner = pattern.patterns[index];
    if (found === UNSET || inner === undefined || !matchesPattern(it, inner, found, frame)) return false;
    rest.entries.delete(String(key));
  }
  if (pattern.rest !== null) assignName(it, pattern.rest, rest, frame);
  return true;
}

function matchesClass(
  it: Interpreter,
  pattern: Extract<Pattern, { type: 'MatchClass' }>,
  subject: PyValue,
  frame: Frame,
): boolean {
  const cls = it.force(it.evaluate(pattern.cls, frame));
  const value = it.force(subject);
  const answer = cls instanceof PyClass ? isInstanceOf(it, value, cls) : undefined;
  if (answer === undefined) throw new Undetermined('a class pattern');
  if (!answer) return false;
  const itself = !(value instanceof PyInstance) || value instanceof PyBytes || value instanceof SecretText;
  if (pattern.patterns.length > 0 && !itself) throw new Undetermined('a class pattern with positions');
  return (
    pattern.patterns.every((one) => matchesPattern(it, one, value, frame)) &&
    pattern.kwdPatterns.every(({ name, pattern: inner }) => {
      const found = it.lookup(value, name);
      return found !== undefined && matchesPattern(it, inner, found, frame);
    })
  );
}
