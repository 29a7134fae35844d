import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { djaudit } from './run.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'djaudit-init-'));
  cpSync('fixtures/demo/shop', folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('init', () => {
  it('writes the environments that the repository names, and its schema in the first line', async () => {
    expect((await djaudit(['init'], { cwd: folder })).code).toBe(0);
    const text = readFileSync(join(folder, 'djaudit.yml'), 'utf8');
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=https://unpkg.com/djaudit/schema/config-1.json');
    expect(text).toContain('settings: kettle.settings.production # Dockerfile:4');
    expect(parse(text)).toEqual({
      failOn: 'high',
      environments: {
        production: { region: 'eu-west-1', settings: 'kettle.settings.production' },
        staging: { region: 'eu-west-1', settings: 'kettle.settings.staging' },
      },
    });
  });

  it('changes no scan until it is edited', async () => {
    const scan = () => djaudit(['scan', '--offline', '--format', 'junit', '--today', '2026-11-25'], { cwd: folder });
    const timeless = (text: string) =>
      text.replaceAll(/ (?:time|timestamp)="[^"]*"|<property name="seconds" value="[^"]*" \/>/g, '');
    const before = await scan();
    await djaudit(['init'], { cwd: folder });
    const after = await scan();
    expect([after.code, timeless(after.stdout)]).toEqual([before.code, timeless(before.stdout)]);
  });

  it('gives what --environment means', async () => {
    await djaudit(['init'], { cwd: folder });
    const { stdout } = await djaudit(['scan', '--offline', '--environment', 'staging', '--format', 'json'], {
      cwd: folder,
    });
    expect(JSON.parse(stdout)).toMatchObject({ target: { repository: { settingsModule: 'kettle.settings.staging' } } });
  });

  it('overwrites nothing', async () => {
    await djaudit(['init'], { cwd: folder });
    const { code, stderr } = await djaudit(['init'], { cwd: folder });
    expect([code, stderr]).toEqual([2, 'djaudit: djaudit.yml is there already. Edit it, or delete it first\n']);
  });
});

describe('variables of an environment', () => {
  it('are exactly those that the settings see', async () => {
    await djaudit(['init'], { cwd: folder });
    const { writeFileSync } = await import('node:fs');
    const configure = (debug: string) =>
      writeFileSync(
        join(folder, 'djaudit.yml'),
        `environments:\n  live:\n    settings: kettle.settings.production\n    variables: { DEBUG: ${debug}, SECRET_KEY: x, ALLOWED_HOSTS: example.org }\n`,
      );
    const status = async () => {
      const { stdout } = await djaudit(
        ['scan', '--offline', '--environment', 'live', '--only', 'debug-true', '--format', 'json'],
        { cwd: folder },
      );
      return (JSON.parse(stdout) as { results: readonly { status: string }[] }).results.map((one) => one.status);
    };
    // `os.environ.get("DEBUG", False)`: any text but the empty one is true.
    configure('false');
    expect(await status()).toEqual(['fail']);
    configure("''");
    expect(await status()).toEqual(['pass']);
  });
});
