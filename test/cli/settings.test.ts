import { describe, expect, it } from 'vitest';
import { folderWith, PROJECT } from '../repo/folder.ts';
import { djaudit } from './run.ts';

const BACKEND = Object.fromEntries(Object.entries(PROJECT).map(([path, text]) => [`backend/${path}`, text]));

describe('djaudit settings', () => {
  it('takes the module that production uses, with the values that Django would have there', async () => {
    const root = folderWith(BACKEND);
    const { stdout, code } = await djaudit(['settings', root, '--format', 'json']);
    const { module, settings } = JSON.parse(stdout) as { module: string; settings: Record<string, { value: unknown }> };

    expect(code).toBe(0);
    expect(module).toBe('config.settings.production');
    expect(settings['STATIC_ROOT']?.value).toMatch(/\/backend\/static$/);
    expect(settings['STATIC_ROOT']?.value).toMatch(/^\//);
  });

  it('says the same in colours', async () => {
    const root = folderWith(BACKEND);
    const plain = await djaudit(['settings', root]);
    const colored = await djaudit(['settings', root], { env: { FORCE_COLOR: '1' } });

    expect(plain.stdout).not.toContain('\u001b');
    expect(colored.stdout).toMatch(/^\u001b\[1m[A-Z_]+\u001b\[22m = /m);
    expect(colored.stdout.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain.stdout);
  });

  it('says what it needs where no module can be told', async () => {
    const { stderr, code } = await djaudit(['settings', folderWith({ 'README.md': 'hello' })]);

    expect(code).toBe(2);
    expect(stderr).toContain('--settings MODULE');
  });
});
