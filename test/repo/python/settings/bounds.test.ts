import { describe, expect, it } from 'vitest';
import { evaluate, valuesOf } from './evaluate.ts';

/** Hostile or endless code: unknown for what depends on it, and the rest as ever. */
const ENDLESS: Readonly<Record<string, string>> = {
  'a loop without end': 'X = 0\nwhile True:\n    X += 1',
  'a long range': 'X = sum(range(10**9))',
  'a long text': 'X = "x" * 10**10',
  'a text that doubles': 'X = "x"\nfor i in range(60):\n    X += X',
  'a list that doubles': 'X = [1]\nfor i in range(60):\n    X += X',
  'a large power': 'X = 9 ** 9 ** 9',
  'a large shift': 'X = 1 << 10**9',
  'a wide format': 'X = f"{1:>999999999}"',
  'recursion without end': 'def f(n):\n    return f(n + 1)\nX = f(0)',
  'recursion that branches': 'def f(n):\n    return f(n - 1) + f(n - 2)\nX = f(60)',
  'a deep sum': `X = ${'1 + '.repeat(5000)}third`,
  'nested loops': 'X = 0\nfor a in range(10000):\n    for b in range(10000):\n        X += 1',
  'a list that grows while it is iterated': 'X = [1]\nfor n in X:\n    X.append(n)',
  'mutual imports of itself': 'import s\nX = s.NOT_YET',
};

describe('bounds', () => {
  it.each(Object.entries(ENDLESS))(
    '%s',
    async (_, code) => {
      const began = process.cpuUsage().user;
      const values = valuesOf(await evaluate({ files: `BEFORE = 1\n${code}\nAFTER = 2`, environment: {} }));
      expect(values['X']).toMatchObject({ status: 'unknown' });
      expect(values['BEFORE']).toEqual({ status: 'known', value: 1 });
      expect((process.cpuUsage().user - began) / 1e6).toBeLessThan(10);
    },
    120_000,
  );

  it('says so where a value is nested too deeply to be shown', async () => {
    const values = valuesOf(
      await evaluate({ files: `X = ${'['.repeat(3000)}${']'.repeat(3000)}\nY = 2`, environment: {} }),
    );
    expect(JSON.stringify(values['X'])).toContain('$unknown');
    expect(values['Y']).toEqual({ status: 'known', value: 2 });
  });

  it('goes on after a statement that cannot be followed', async () => {
    const values = valuesOf(await evaluate({ files: 'X = "x" * 10**10\nY = len(X)\nZ = 3', environment: {} }));
    expect(values['Y']).toMatchObject({ status: 'unknown' });
    expect(values['Z']).toEqual({ status: 'known', value: 3 });
  });

  it('never reads outside of the project', async () => {
    const text = 'import os\nX = open("/etc/passwd").read()\nY = os.path.exists("/etc/passwd")\nZ = os.listdir("/")';
    const values = valuesOf(await evaluate({ files: text, environment: {} }));
    for (const name of ['X', 'Y', 'Z']) expect(values[name]?.status, name).not.toBe('known');
  });

  it('says where settings stop loading, and goes on', async () => {
    const evaluated = await evaluate({ files: 'X = 1\nraise RuntimeError("no")\nY = 2', environment: {} });
    expect(evaluated.notes.map(({ message }) => message)).toEqual([
      'the settings do not load: line 2 raises RuntimeError: no',
    ]);
    expect(valuesOf(evaluated)['Y']).toEqual({ status: 'known', value: 2 });
    expect(evaluated.settings.find(({ name }) => name === 'DEBUG')?.value.status).toBe('unknown');
  });
});
