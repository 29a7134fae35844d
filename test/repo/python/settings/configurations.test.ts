import { describe, expect, it } from 'vitest';
import { loadPython } from '../../../../src/repo/python/parse.ts';
import { evaluateSettings } from '../../../../src/repo/python/settings.ts';
import { projectFiles } from './evaluate.ts';

async function production(text: string) {
  await loadPython();
  const { settings, notes } = evaluateSettings({
    files: projectFiles({ 's.py': text }),
    root: '/app',
    module: 's',
    configuration: 'Production',
    environment: undefined,
  });
  return { notes, of: (name: string) => settings.find((one) => one.name === name) };
}

const MANY = Array.from(
  { length: 20 },
  (_, at) => `    V${at} = values.BooleanValue(False, environ_name="V${at}")`,
).join('\n');

/** Nothing is known of the environment: each value is its variable, or its default. */
describe('a class of django-configurations without an environment', () => {
  it('computes each setting by itself, however many variables there are', async () => {
    const { of, notes } = await production(`
import json, os
from configurations import Configuration, values
class Production(Configuration):
${MANY}
    DEBUG = False
    ODD = json.loads(os.environ["ODD"])["x"]
    @classmethod
    def post_setup(cls):
        super().post_setup()
        ${Array.from({ length: 20 }, (_, at) => `if cls.V${at}: cls.W${at} = 1`).join('\n        ')}
`);
    expect(notes).toEqual([]);
    expect(of('DEBUG')?.value).toEqual({ status: 'known', value: false });
    expect(of('V19')?.value).toMatchObject({ status: 'fromEnv', variable: 'DJANGO_V19' });
    expect(of('ODD')?.value.status).toBe('unknown');
  });

  it('tells the line of the assignment, in the class or in one that it extends', async () => {
    const { of } = await production(
      'from configurations import Configuration, values\nclass Base(Configuration):\n    DEBUG = False\n    LANGUAGE_CODE = values.Value("de")\n\nclass Production(Base):\n    SECURE_SSL_REDIRECT = True\n',
    );
    expect(of('DEBUG')?.trace).toMatchObject([{ line: 3 }]);
    expect(of('LANGUAGE_CODE')?.trace[0]).toMatchObject({ line: 4 });
    expect(of('SECURE_SSL_REDIRECT')?.trace).toMatchObject([{ line: 7 }]);
    expect(of('USE_TZ')?.trace).toEqual([]);
  });
});
