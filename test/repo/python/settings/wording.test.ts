import { describe, expect, it } from 'vitest';
import { settingsText } from '../../../../src/repo/python/settings-text.ts';
import { evaluate, valueOf } from './evaluate.ts';

const ENV = 'import environ\nenv = environ.Env(LOCAL=(bool, False), BUILD=(bool, False), HOSTS=(list, []))\n';

async function whensOf(text: string, name: string): Promise<readonly string[]> {
  const value = await valueOf(text, name);
  return value?.status === 'oneOf' ? value.values.map(({ when }) => when) : [];
}

describe('conditions in words', () => {
  it('of a variable that is cast', async () => {
    expect(await whensOf(`${ENV}X = 1 if env("LOCAL") else 2`, 'X')).toEqual([
      'LOCAL is set to something true',
      'otherwise',
    ]);
  });

  it('of two variables, no longer than their meaning', async () => {
    expect(await whensOf(`${ENV}X = 1 if env("LOCAL") or env("BUILD") else 2`, 'X')).toEqual([
      'LOCAL is set to something true, or BUILD is set to something true',
      'otherwise',
    ]);
  });

  it('of a text that is compared', async () => {
    const text =
      'import os\nKIND = os.environ.get("KIND", "a")\nX = {"a": 1, "b": 2}.get(KIND, 3) if KIND == "b" else 4';
    expect(await whensOf(text, 'X')).toEqual(['KIND is "b"', 'otherwise']);
  });

  it('of a module that may be there or not', async () => {
    const text = 'try:\n    import third\n    X = 1\nexcept ImportError:\n    X = 2';
    expect(await whensOf(text, 'X')).toEqual(['third is installed', 'third is not installed']);
  });
});

describe('values of variables', () => {
  it('are no longer the variable when they are changed in place', async () => {
    const text = `${ENV}A = env("HOSTS")\nA.append("localhost")\nB = env("HOSTS")\nB[0] = "localhost"\nC = env("HOSTS")`;
    const statuses = await Promise.all(['A', 'B', 'C'].map(async (name) => await valueOf(text, name)));
    expect(statuses.map((value) => JSON.stringify(value))).toEqual([
      expect.not.stringContaining('fromEnv'),
      expect.not.stringContaining('fromEnv'),
      expect.stringContaining('fromEnv'),
    ]);
  });
});

describe('settings for people', () => {
  it('are in the notation of Python, each alternative on its line', async () => {
    const text = `${ENV}A = [True, None, {"a": 1.5}]\nif env("LOCAL"):\n    B = "x"\nC = env("LOCAL")`;
    expect(settingsText(await evaluate({ files: text }))).toBe(`s (1 files, no environment given)

A = [True, None, {"a": 1.5}]
    at s.py:3
B is one of
    "x", when LOCAL is set to something true
    not assigned, otherwise
    at s.py:5
C = the variable LOCAL as bool, or False when it is not set
    at s.py:6

Environment: 2 readings
  LOCAL default False  s.py:4
  LOCAL default False -> C  s.py:6
`);
  });
});
