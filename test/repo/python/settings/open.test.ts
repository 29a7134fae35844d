import { describe, expect, it } from 'vitest';
import type { Value } from '../../../../src/model/value.ts';
import { evaluate, valueOf, valuesOf } from './evaluate.ts';

/** Nothing is known of the environment: both ways are followed. */
describe('without an environment', () => {
  it('names the variable, its cast and its default', async () => {
    expect(await valueOf('import os\nHOST = os.environ.get("HOST", "localhost")', 'HOST')).toEqual({
      status: 'fromEnv',
      variable: 'HOST',
      cast: 'str',
      required: false,
      default: 'localhost',
    });
  });

  it('does not take the text for the value where a test of it was not followed', async () => {
    const text = `
import os
AUTH = os.environ.get("AUTH", False)
if isinstance(AUTH, str) and "false" in AUTH.lower():
    AUTH = False
`;
    const auth = await valueOf(text, 'AUTH');
    expect(auth).toMatchObject({ status: 'oneOf' });
    expect(JSON.stringify(auth)).not.toContain('fromEnv');
    expect(JSON.stringify(auth)).toContain('a test of the text of AUTH decides it');
  });

  it('knows nothing of what stands before all names of a module that is missing', async () => {
    const values = valuesOf(
      await evaluate({
        files: { 's.py': 'DEBUG = False\nfrom core.local import *\nUSE_TZ = True\n', 'core/__init__.py': '' },
      }),
    );

    expect(values['DEBUG']).toMatchObject({ status: 'unknown' });
    expect(values['USE_TZ']).toEqual({ status: 'known', value: true });
  });

  it('asks a variable of a test once, however long the chain of them is', async () => {
    const names = ['CI', 'DOCKER', 'HEROKU', 'RENDER', 'FLY', 'LOCAL'];
    const chain = names.map(
      (name, at) =>
        `${at === 0 ? 'if' : 'elif'} os.environ.get("${name}", "") and bool(os.environ["${name}"]):\n    files.append("${name}")`,
    );
    const text = ['import os', 'files = ["base"]', ...chain, 'FILES = tuple(files)'].join('\n');
    const files = await valueOf(text, 'FILES');
    expect(files).toMatchObject({ status: 'oneOf' });
    const { values } = files as Extract<Value, { status: 'oneOf' }>; // it is one of them
    expect(values.map(({ value }) => (value.status === 'known' ? value.value : value.status))).toEqual([
      ...names.map((name) => ['base', name]),
      ['base'],
    ]);
  });

  it('does not take two values that are too many to follow for one', async () => {
    const text = `
import os
A = B = 0
for i in range(12):
    if os.environ.get(f'X{i}') == 'a': A = i
    if os.environ.get(f'Y{i}') == 'a': B = i
BOTH = bool(A) and not B
`;
    const both = await valueOf(text, 'BOTH');
    // A and B are the same unknown for whoever goes by the reason: then it could never hold
    expect(both).toMatchObject({ status: expect.stringMatching(/^(unknown|oneOf)$/) });
    expect(JSON.stringify(both)).toContain('it is one of more than 10 values');
    expect(JSON.stringify(both)).not.toContain('something that is not known');
  });

  it('says what chooses', async () => {
    const text = 'import os\nDEBUG = os.environ.get("DEBUG") == "1"';
    expect(await valueOf(text, 'DEBUG')).toEqual({
      status: 'oneOf',
      values: [
        { when: 'DEBUG is "1"', byDefault: false, value: { status: 'known', value: true } },
        { when: 'otherwise', byDefault: true, value: { status: 'known', value: false } },
      ],
    });
  });

  it('keeps what depends on one condition together', async () => {
    const text = `
import os
DEBUG = os.environ.get("DEBUG") == "1"
MIDDLEWARE = ["security"]
if DEBUG:
    MIDDLEWARE.append("toolbar")
if not DEBUG:
    MIDDLEWARE.insert(0, "cache")
MIDDLEWARE += ["last"]
COUNT = len(MIDDLEWARE)
`;
    const values = valuesOf(await evaluate({ files: text }));
    expect(values['COUNT']).toEqual({ status: 'known', value: 3 });
    expect(values['MIDDLEWARE']).toMatchObject({
      values: [
        { value: { value: ['security', 'toolbar', 'last'] } },
        { value: { value: ['cache', 'security', 'last'] } },
      ],
    });
  });

  it('takes a guard that raises for a fact', async () => {
    const text = `
import os
KIND = os.environ["KIND"]
if KIND == "c":
    raise ValueError(KIND)
IS_A = KIND == "a"
IS_C = KIND == "c"
`;
    const values = valuesOf(await evaluate({ files: text }));
    expect(values['IS_C']).toEqual({ status: 'known', value: false });
    expect(values['IS_A']).toMatchObject({ status: 'oneOf' });
  });

  it('follows both handlers and bodies', async () => {
    const text = 'import os\ntry:\n    X = os.environ["X"]\nexcept KeyError:\n    X = "none"';
    expect(await valueOf(text, 'X')).toMatchObject({ status: 'fromEnv', variable: 'X', default: 'none' });
  });

  it('lets early returns of helpers be alternatives', async () => {
    const text = `
import os
def flag(name, default):
    value = os.getenv(name)
    if value is None:
        return default
    return value == "yes"
SSL = flag("SSL", True)
`;
    expect(await valueOf(text, 'SSL')).toMatchObject({
      status: 'oneOf',
      values: [
        { when: 'SSL is set to something other than "yes"', value: { value: false } },
        { value: { value: true } },
      ],
    });
  });

  it('does not choose what a package that is not here decides', async () => {
    const text =
      'import third\nif third.check():\n    X = 1\nelse:\n    X = 2\nfor n in third.names():\n    X += n\nY = 1';
    const values = valuesOf(await evaluate({ files: text }));
    expect(values['X']).toMatchObject({ status: 'unknown' });
    expect(values['Y']).toEqual({ status: 'known', value: 1 });
  });

  it('takes a setting that is absent on one side for the default of Django there', async () => {
    const text = 'import os\nif os.environ.get("TLS"):\n    SECURE_SSL_REDIRECT = True';
    expect(await valueOf(text, 'SECURE_SSL_REDIRECT')).toMatchObject({
      values: [{ value: { value: true } }, { byDefault: true, value: { value: false } }],
    });
  });

  it('writes the contract', async () => {
    const text = 'import os\nA = os.environ["A"]\nB = int(os.getenv("B", "3"))\n';
    const { environment } = await evaluate({ files: text });
    expect(environment).toMatchObject([
      { name: 'A', required: true, setting: 'A', default: null, path: 's.py', line: 2 },
      { name: 'B', required: false, setting: 'B', default: '3', path: 's.py', line: 3 },
    ]);
  });

  it('ends with many independent conditions', async () => {
    const lines = Array.from({ length: 60 }, (_, n) => `if os.getenv("V${n}"):\n    L.append(${n})`);
    const values = valuesOf(await evaluate({ files: `import os\nL = []\n${lines.join('\n')}\nDONE = True` }));
    expect(values['L']).toMatchObject({ status: 'unknown' });
    expect(values['DONE']).toEqual({ status: 'known', value: true });
  });
});

describe('a package that may be installed or not', () => {
  it('is both behind a guard', async () => {
    const text = 'try:\n    import silk\n    HAS = True\nexcept ImportError:\n    HAS = False';
    expect(await valueOf(text, 'HAS', {})).toMatchObject({
      values: [{ value: { value: true } }, { value: { value: false } }],
    });
  });

  it('is not an overlay that the repository lacks', async () => {
    const text = 'X = 1\ntry:\n    from local_settings import *\nexcept ImportError:\n    pass';
    const evaluated = await evaluate({ files: text, environment: {} });
    expect(valuesOf(evaluated)['X']).toEqual({ status: 'known', value: 1 });
    expect(evaluated.notes.map(({ message }) => message)).toEqual([expect.stringContaining('local_settings')]);
  });

  it('may change every setting before a star import of it', async () => {
    const values = valuesOf(await evaluate({ files: 'X = 1\nfrom third.settings import *\nY = 2', environment: {} }));
    expect(values['X']).toMatchObject({ status: 'unknown' });
    expect(values['Y']).toEqual({ status: 'known', value: 2 });
  });

  it('may change the namespace that it is given', async () => {
    const values = valuesOf(
      await evaluate({ files: 'import third\nX = 1\nthird.configure(locals())\nY = 2', environment: {} }),
    );
    expect(values['X']).toMatchObject({ status: 'unknown' });
    expect(values['Y']).toEqual({ status: 'known', value: 2 });
  });

  it('may override what stands behind it among the bases', async () => {
    const text = 'from third import Mixin\nclass Base:\n    x = 1\nclass A(Mixin, Base):\n    y = 2\nX = A.x\nY = A.y';
    const values = valuesOf(await evaluate({ files: text, environment: {} }));
    expect(values['X']).toMatchObject({ status: 'unknown' });
    expect(values['Y']).toEqual({ status: 'known', value: 2 });
  });
});

describe('a name that nothing in the repository gives', () => {
  it('may come from a call into a package', async () => {
    const text = 'from third import load_settings\nload_settings("third.base")\nHOST = GIVEN + "/"\nX = 1';
    const evaluated = await evaluate({ files: text, environment: {} });
    expect(valuesOf(evaluated)).toMatchObject({ HOST: { status: 'unknown' }, X: { status: 'known', value: 1 } });
    expect(evaluated.notes).toEqual([]);
    expect(evaluated.settings.find(({ name }) => name === 'DEBUG')?.value.status).toBe('unknown');
  });

  it('is an error where there is no such call', async () => {
    const evaluated = await evaluate({ files: 'HOST = GIVEN + "/"', environment: {} });
    expect(evaluated.notes).toEqual([expect.objectContaining({ message: expect.stringContaining('NameError') })]);
  });
});

describe('a dataclass', () => {
  it('inherits fields with their defaults from dataclasses', async () => {
    const text = `
from dataclasses import dataclass, field
@dataclass
class Base:
    name: str
    options: dict = field(default_factory=dict)
@dataclass
class Child(Base):
    mode: str = "prefer"
X = [Child("a").options, Child("a", {"b": 1}).options, Child("a").mode]
`;
    expect(await valueOf(text, 'X', {})).toEqual({ status: 'known', value: [{}, { b: 1 }, 'prefer'] });
  });
});
