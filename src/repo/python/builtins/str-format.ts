import type { Runtime } from '../native.ts';
import { PyDict, PyOpaque, PyTuple, PyUnknown, type PyValue, SecretText } from '../values.ts';

/** `template.format(*args, **kwargs)`. */
export function strFormat(it: Runtime, self: PyValue, args: PyValue, kwargs: PyValue): PyValue {
  const state: State = { it, args, kwargs, next: 0, secret: undefined, unknown: undefined };
  const template = it.force(self);
  if (template instanceof SecretText) state.secret = template.source;
  const text = render(state, it.text(template), 0);
  if (state.unknown !== undefined) {
    return it.unknown(state.unknown.reason, {
      type: 'str',
      secret: state.secret ?? state.unknown.secret,
      random: state.unknown.random,
    });
  }
  return state.secret === undefined ? text : it.secret(text, state.secret);
}

interface State {
  readonly it: Runtime;
  readonly args: PyValue;
  readonly kwargs: PyValue;
  next: number;
  secret: string | undefined;
  unknown: PyUnknown | undefined;
}

function render(state: State, template: string, depth: number): string {
  const { it } = state;
  let text = '';
  let at = 0;
  while (at < template.length) {
    const char = template[at] ?? '';
    if ((char === '{' || char === '}') && template[at + 1] === char) {
      text += char;
      at += 2;
    } else if (char === '{') {
      const end = closing(template, at);
      if (end < 0 || depth > 2) return it.raise('ValueError', "expected '}' before end of string");
      text += field(state, template.slice(at + 1, end), depth);
      at = end + 1;
    } else if (char === '}') return it.raise('ValueError', "Single '}' encountered in format string");
    else {
      text += char;
      at += 1;
    }
  }
  return text;
}

function closing(template: string, open: number): number {
  let depth = 0;
  for (let at = open; at < template.length; at += 1) {
    if (template[at] === '{') depth += 1;
    else if (template[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

const FIELD = /^([^!:[\].]*)((?:\.[^!:[\].]+|\[[^\]]*\])*)(?:!([rsa]))?(?::(.*))?$/su;

function field(state: State, text: string, depth: number): string {
  const { it } = state;
  const match = FIELD.exec(text);
  if (match === null) return it.raise('ValueError', 'bad format field');
  let value = it.choose(argument(state, match[1] ?? ''));
  for (const step of (match[2] ?? '').match(/\.[^.[]+|\[[^\]]*\]/g) ?? []) value = it.choose(follow(it, value, step));
  if (value instanceof SecretText) {
    state.secret = value.source;
    value = value.text;
  }
  if (value instanceof PyOpaque) value = it.unknown(`${value.dotted} is not in the repository`);
  if (value instanceof PyUnknown) {
    state.unknown ??= value;
    return '';
  }
  const spec = render(state, match[4] ?? '', depth + 1);
  const converted = match[3] === undefined ? value : match[3] === 's' ? it.str(value) : it.repr(value);
  return it.format(converted, spec);
}

function argument(state: State, name: string): PyValue {
  const { it } = state;
  if (name === '' || /^\d+$/.test(name)) {
    const index = name === '' ? state.next : Number(name);
    if (name === '') state.next += 1;
    const value = state.args instanceof PyTuple ? state.args.items[index] : undefined;
    return (
      value ??
      (value === null ? null : it.raise('IndexError', 'Replacement index out of range for positional args tuple'))
    );
  }
  if (state.kwargs instanceof PyDict && state.kwargs.get(name) === null) return null;
  return it.getitem(state.kwargs, name);
}

function follow(it: Runtime, value: PyValue, step: string): PyValue {
  if (step.startsWith('.')) return it.getattr(value, step.slice(1));
  const key = step.slice(1, -1);
  return it.getitem(value, /^\d+$/.test(key) ? BigInt(key) : key);
}
