import { describe, expect, it } from 'vitest';
import type { Project } from '../../src/model/repository/index.ts';
import type { EvaluatedSettings } from '../../src/model/value.ts';
import { readRepository } from '../../src/repo/index.ts';
import { factOf } from './fact.ts';
import { folderWith, PROJECT } from './folder.ts';

describe('the project', () => {
  it('is the folder of manage.py, with its entry points', async () => {
    const project = await factOf<Project>(
      Object.fromEntries(Object.entries(PROJECT).map(([path, text]) => [`backend/${path}`, text])),
      'repository.project',
    );

    expect(project.root).toBe('backend');
    expect(project.wsgi).toEqual([{ path: 'backend/config/wsgi.py', name: 'config.wsgi' }]);
  });

  it('is not found where there is none', async () => {
    const { records, django } = await readRepository(folderWith({ 'README.md': 'hello' }), ['repository.project']);

    expect(django).toBe(false);
    expect(records[0]?.fact).toMatchObject({ status: 'unavailable' });
  });
});

const NAMED = '"records": [{"name": "DJANGO_SETTINGS_MODULE", "value": "config.settings.base"}]';

describe('what djaudit wrote', () => {
  it.each([
    ['a snapshot', `{\n "accounts": [{"id": "1", "regions": ["a"]}],\n "djauditSnapshot": 1, ${NAMED}}`, 0],
    ['a part of a report', `{\n  "schemaVersion": 1,\n  "tool": {\n    "name": "djaudit"\n  }, ${NAMED}}`, 0],
    ['another JSON file', `{${NAMED}}`, 1],
  ])('says nothing of the repository: %s', async (_, text, mentions) => {
    const project = await factOf<Project>({ ...PROJECT, 'deploy/saved.json': text }, 'repository.project');
    expect(project.settingsModules.filter(({ path }) => path === 'deploy/saved.json')).toHaveLength(mentions);
  });
});

describe('the settings module', () => {
  it.each<[string, Readonly<Record<string, string>>, string, string]>([
    ['wsgi.py before manage.py', {}, 'config.settings.production', 'config/wsgi.py:3'],
    [
      'the image before wsgi.py',
      {
        Dockerfile:
          'FROM python:3.13\nENV DJANGO_SETTINGS_MODULE=config.settings.base\nCMD ["gunicorn", "config.wsgi"]\n',
      },
      'config.settings.base',
      'Dockerfile:2',
    ],
    [
      'a package that holds no settings is passed over',
      { 'wsgi.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")\n' },
      'config.settings.production',
      'config/wsgi.py:3',
    ],
    [
      'a package of settings that is empty is passed over, whoever names it',
      {
        'config/wsgi.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")\n',
        'config/settings/__init__.py': '# settings\n',
        'docker/production.env': 'DJANGO_SETTINGS_MODULE=config.settings.production\n',
      },
      'config.settings.production',
      'docker/production.env:1',
    ],
    [
      'a shell that only asks which one it is names none',
      {
        'config/wsgi.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")\n',
        'config/settings/__init__.py': '',
        'deploy/start.sh': 'if [ "$DJANGO_SETTINGS_MODULE" = "config.settings.base" ]; then\n  echo base\nfi\n',
      },
      'config.settings.production',
      'manage.py:2',
    ],
    [
      'a step of the build says nothing of production',
      {
        Dockerfile:
          'FROM python:3.13\nRUN DJANGO_SETTINGS_MODULE=config.settings.base python manage.py collectstatic\n',
      },
      'config.settings.production',
      'config/wsgi.py:3',
    ],
    [
      'a module that is not in the repository is passed over',
      { Dockerfile: 'FROM python:3.13\nENV DJANGO_SETTINGS_MODULE=somewhere.else\n' },
      'config.settings.production',
      'config/wsgi.py:3',
    ],
    [
      'an option of Elastic Beanstalk',
      {
        '.ebextensions/django.config':
          'option_settings:\n  aws:elasticbeanstalk:application:environment:\n    DJANGO_SETTINGS_MODULE: config.settings.base\n',
      },
      'config.settings.base',
      '.ebextensions/django.config:3',
    ],
  ])('%s', async (_, more, module, where) => {
    const settings = await factOf<EvaluatedSettings>({ ...PROJECT, ...more }, 'repository.settings');

    expect(settings.module).toBe(module);
    expect(settings.chosenBy).toContain(where);
  });
});

describe('the settings', () => {
  it('have places of the scanned folder, Django’s defaults, and no folder of this machine', async () => {
    const settings = await factOf<EvaluatedSettings>(
      Object.fromEntries(Object.entries(PROJECT).map(([path, text]) => [`backend/${path}`, text])),
      'repository.settings',
    );
    const named = (name: string) => settings.settings.find((one) => one.name === name);

    expect(named('DEBUG')?.trace[0]).toMatchObject({ path: 'backend/config/settings/base.py', line: 4 });
    expect(named('STATIC_ROOT')?.value).toEqual({ status: 'known', value: './backend/static' });
    expect(named('SESSION_COOKIE_SECURE')).toMatchObject({ value: { status: 'known', value: false }, trace: [] });
    expect(settings.environment).toMatchObject([{ name: 'SECRET_KEY', required: true, setting: 'SECRET_KEY' }]);
    expect(JSON.stringify(settings)).not.toContain('djaudit-repo-');
  });
});
