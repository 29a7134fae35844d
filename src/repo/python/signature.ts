import type { Parameter, Parameters } from './native.ts';
import { PyTuple, type PyValue, UNSET } from './values.ts';

/** The parameters of a Python signature's inside: `a, b=None, *args, c=True, **kwargs`. */
export function parseSignature(inside: string): Parameters {
  const parts = inside.split(/,(?![^']*'(?:[^']*'[^']*')*[^']*$)/).map((part) => part.trim());
  const slash = parts.indexOf('/');
  let keywordOnly = false;
  const parameters: Parameter[] = [];
  parts.forEach((part, index) => {
    if (part === '' || part === '/') return;
    if (part === '*') keywordOnly = true;
    else if (part.startsWith('**')) parameters.push({ name: part.slice(2), kind: 'kwargs', default: undefined });
    else if (part.startsWith('*')) {
      keywordOnly = true;
      parameters.push({ name: part.slice(1), kind: 'args', default: undefined });
    } else parameters.push(plainParameter(part, keywordOnly ? 'keyword' : index < slash ? 'positional' : 'either'));
  });
  return parameters;
}

function plainParameter(part: string, kind: Parameter['kind']): Parameter {
  const equals = part.indexOf('=');
  if (equals < 0) return { name: part, kind, default: undefined };
  return { name: part.slice(0, equals), kind, default: literal(part.slice(equals + 1)) };
}

const WORDS: Readonly<Record<string, PyValue>> = { None: null, True: true, False: false, '...': UNSET };

function literal(text: string): PyValue {
  const word = WORDS[text];
  if (word !== undefined) return word;
  if (text === '()') return new PyTuple([]);
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll('\\n', '\n');
  return text.includes('.') ? Number(text) : BigInt(text);
}
