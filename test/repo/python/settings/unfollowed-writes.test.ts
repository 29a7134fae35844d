import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';

/** What Python would have written, had the value been known, may be anything: what was there before is not known any more. */
const CONTAINERS: Readonly<Record<string, string>> = {
  'a dict, by an unknown key': 'X = {"a": 1}; X[n] = 2',
  'a dict, by a deletion': 'X = {"a": 1}; del X[n]',
  'a dict, by update': 'X = {"a": 1}; X.update(n)',
  'a dict, by update with unknown keywords': 'X = {"a": 1}; X.update(**n)',
  'a dict, by update with a dict of unknown keys': 'X = {"a": 1}; X.update({n: 5})',
  'a dict, by pop': 'X = {"a": 1}; X.pop(n, None)',
  'a dict, by setdefault': 'X = {"a": 1}; X.setdefault(n, 2)',
  'a dict, where it is spread before': 'X = {"a": 1, **n}',
  'a dict in a dict': 'x = {"a": {"b": 1}}; x["a"].update(n); X = x["a"]',
  'a list, by insert': 'X = [1, 2]; X.insert(n, 9)',
  'a list, by remove': 'X = [1, 2]; X.remove(n)',
  'a list, by pop': 'X = [1, 2]; X.pop(n)',
  'a list, by sort': 'X = [1, 2]; X.sort(key=n)',
  'a list, by a deletion': 'X = [1, 2]; del X[n]',
  'a set, by add': 'X = {1, 2}; X.add(n)',
  'a set, by update': 'X = {1, 2}; X.update(n)',
  'a set, by discard': 'X = {1, 2}; X.discard(n)',
  'in a loop': 'X = {"a": 1}\nfor key in n: X[key] = 2',
  'in a comprehension': 'X = [1]\n[X.append(one) for one in n]',
  'in a function that a loop calls': 'X = [1]\ndef grow(): X.append(2)\nfor one in n: grow()',
  'in a function of a function': 'X = [1]\ndef grow(): X.append(2)\ndef call(): grow()\nfor one in n: call()',
  'a global of a function that a loop calls': 'X = 1\ndef rise():\n    global X\n    X = 2\nfor one in n: rise()',
};

const NAMESPACES: Readonly<Record<string, string>> = {
  'globals().update': 'globals().update(n)',
  'locals().update': 'locals().update(n)',
  'an unknown name of vars()': 'vars()[n] = True',
  'a loop that fills globals()': 'for key in n: globals()[key] = n[key]',
  'a loop over the environment':
    'for key in os.environ:\n    if key.startswith("DJ_"): globals()[key[3:]] = os.environ[key]',
  'setattr on the module': 'for key in n: setattr(sys.modules[__name__], key, n[key])',
  exec: 'exec(open(n).read())',
  'a loop of exec': 'for path in n: exec(open(path).read())',
  'include of an unknown file': 'from split_settings.tools import include\ninclude(n)',
  'include of unknown files': 'from split_settings.tools import include\ninclude(*n)',
  'a function that fills globals()': 'def fill():\n    globals().update(n)\nfor one in n: fill()',
};

async function given(code: string) {
  const { settings } = await evaluate({ files: `import json, os, sys\nn = json.loads(os.environ["N"])\n${code}\n` });
  return (name: string) => settings.find((one) => one.name === name)?.value.status;
}

describe('a write that cannot be followed', () => {
  it.each(Object.entries(CONTAINERS))('spoils %s', async (_, code) => {
    const status = await given(code);
    expect(status('X')).toBe('unknown');
  });

  it('spoils what is read from a dict', async () => {
    expect((await given('x = {"a": 1}; x[n] = 2\nY = x["a"]'))('Y')).toBe('unknown');
    expect((await given('x = {"a": 1, **n}\nY = x["a"]'))('Y')).toBe('unknown');
    expect((await given('x = {**n, "a": 1}\nY = x["a"]'))('Y')).toBe('known');
  });

  it.each(Object.entries(NAMESPACES))('spoils what is set and what is not, by %s', async (_, code) => {
    const status = await given(`DEBUG = False\n${code}\nUSE_TZ = True`);
    expect(status('DEBUG')).toBe('unknown');
    expect(status('ALLOWED_HOSTS')).toBe('unknown');
    expect(status('USE_TZ')).toBe('known');
  });

  it('leaves alone what it does not write', async () => {
    const status = await given('X = {"a": 1}\nY = [1]\nz = {}\nz[n] = 1\nfor key in n: z[key] = len(Y)\nW = n');
    expect(status('X')).toBe('known');
    expect(status('DEBUG')).toBe('known');
  });
});
