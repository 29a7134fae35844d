import { native, nativeModule } from '../native.ts';
import { PyList, type PyModule } from '../values.ts';
import { strtobool } from './decouple.ts';
import { literalEval } from './literal-eval.ts';
import { ShlexError, shlexWords } from './shlex-text.ts';

export const ast = (): PyModule =>
  nativeModule('ast', {
    literal_eval: native(
      'literal_eval(node_or_string)',
      (it, text) =>
        literalEval(it.text(text)) ??
        (it.text(text).trim() === 'None' ? null : it.raise('ValueError', 'malformed node or string')),
    ),
  });

export const textwrap = (): PyModule =>
  nativeModule('textwrap', {
    dedent: native('dedent(text)', (it, text) => dedent(it.text(text))),
  });

function dedent(text: string): string {
  const blank = text.replace(/^[ \t]+$/gm, '');
  const indents = [...blank.matchAll(/^([ \t]*)[^ \t\n]/gm)].map(([, indent]) => indent ?? '');
  const [first = '', ...others] = indents;
  const margin = others.reduce((common, indent) => sharedStart(common, indent), first);
  return margin === '' ? blank : blank.replace(new RegExp(`^${margin}`, 'gm'), '');
}

function sharedStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a.charAt(length) === b.charAt(length)) length += 1;
  return a.slice(0, length);
}

export const shlex = (): PyModule =>
  nativeModule('shlex', {
    split: native('split(s, comments=False, posix=True)', (it, text, comments) => {
      try {
        return new PyList([
          ...shlexWords(it.text(text), { whitespace: ' \t\r\n', commenters: it.truth(comments) ? '#' : '' }),
        ]);
      } catch (error) {
        if (error instanceof ShlexError) return it.raise('ValueError', error.message);
        throw error;
      }
    }),
  });

/** Removed in Python 3.12; setuptools still brings it. */
export const distutilsUtil = (): PyModule =>
  nativeModule('distutils.util', {
    strtobool: native('strtobool(val)', (it, value) =>
      typeof value === 'string'
        ? strtobool(it, value)
          ? 1n
          : 0n
        : it.raise('AttributeError', "object has no attribute 'lower'"),
    ),
  });
