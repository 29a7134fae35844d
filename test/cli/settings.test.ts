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

  it('says what it needs where no module can be told', async () => {
    const { stderr, code } = await djaudit(['settings', folderWith({ 'README.md': 'hello' })]);

    expect(code).toBe(2);
    expect(stderr).toContain('--settings MODULE');
  });
});
