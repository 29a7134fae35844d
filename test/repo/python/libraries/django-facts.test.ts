import { describe, expect, it } from 'vitest';
import type { Value } from '../../../../src/model/value.ts';
import { knownSeries } from '../../../../src/repo/python/libraries/django-facts.ts';
import { loadPython } from '../../../../src/repo/python/parse.ts';
import { evaluateSettings } from '../../../../src/repo/python/settings.ts';
import { projectFiles } from '../settings/evaluate.ts';

const CODE = `
from django.conf import global_settings
from django.conf.locale import LANG_INFO
OLD_STORAGE = getattr(global_settings, "STATICFILES_STORAGE", None)
HAS_UYGHUR = "ug" in LANG_INFO
`;

async function settingsUnder(django?: string): Promise<{ readonly django: string } & Record<string, Value | string>> {
  await loadPython();
  const files = projectFiles({ 's.py': CODE });
  const given = django === undefined ? {} : { django };
  const evaluated = evaluateSettings({ files, root: '/app', module: 's', environment: {}, ...given });
  const values = Object.fromEntries(evaluated.settings.map(({ name, value }) => [name, value]));
  return { ...values, django: evaluated.django };
}

const known = (value: unknown) => ({ status: 'known', value });

describe('the defaults of a version of Django', () => {
  it('are those of its release notes', async () => {
    const old = await settingsUnder('3.2');
    expect(old).toMatchObject({ USE_TZ: known(false), DEFAULT_AUTO_FIELD: known('django.db.models.AutoField') });
    expect(old['STORAGES']).toBeUndefined();
    const present = await settingsUnder('5.2');
    expect(present).toMatchObject({ USE_TZ: known(true), DEFAULT_AUTO_FIELD: known('django.db.models.AutoField') });
    expect(present).toHaveProperty('STORAGES');
    expect(present['STATICFILES_STORAGE']).toBeUndefined();
    const next = await settingsUnder('6.0');
    expect(next).toMatchObject({ DEFAULT_AUTO_FIELD: known('django.db.models.BigAutoField'), SECURE_CSP: known({}) });
  });

  it('are what settings import from it', async () => {
    expect(await settingsUnder('4.2')).toMatchObject({
      OLD_STORAGE: known('django.contrib.staticfiles.storage.StaticFilesStorage'),
      HAS_UYGHUR: known(false),
    });
    expect(await settingsUnder('5.1')).toMatchObject({ HAS_UYGHUR: known(true) });
  });

  it('are named with the series that was used', async () => {
    expect((await settingsUnder('4.1')).django).toBe('4.1');
    expect((await settingsUnder()).django).toBe('5.2');
  });

  it.each([
    ['1.11', '2.2'],
    ['4.2.16', '4.2'],
    ['5', '5.0'],
    ['5.10', '5.2'],
    ['9.9', '6.1'],
    ['main', '5.2'],
  ])('%s is served by %s', (version, series) => {
    expect(knownSeries(version)).toBe(series);
  });
});
