/**
 * What reading a repository costs: the built command over generated repositories, repository only.
 *
 *     npm run build && node bench/repository.mjs [files…]        # default: 1000 10000 100000
 *
 * A generated repository is a Django project with the neighbours that real ones have: apps with models, views, tests and
 * migrations, settings by environment, sources of a front end, translations, fixtures, manifests, Terraform and workflows, all
 * tracked by git. The bound is of 10,000 files: 1.5 s of CPU; for other sizes it stands in proportion to the files, above
 * what an empty repository costs.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { before, DJAUDIT, inFolder, leastOf, metered, round } from './shared.mjs';

const BOUND = { files: 10_000, seconds: 1.5 };
const sizes = process.argv.slice(2).map(Number);
const last = before('repository');

await inFolder(async (folder) => {
  const empty = await measure(folder, 0);
  const rows = [];
  for (const files of sizes.length > 0 ? sizes : [1_000, 10_000, 100_000]) rows.push(row(await measure(folder, files), empty));
  console.table(rows);
  last.keep(Object.fromEntries(rows.map((one) => [one.files, one['CPU s']])));
});

function row({ files, cpu, wall, megabytes }, empty) {
  const bound = empty.cpu + ((BOUND.seconds - empty.cpu) * files) / BOUND.files;
  return {
    files,
    'CPU s': round(cpu),
    'bound s': round(bound),
    'CPU/bound': round(cpu / bound),
    'before s': last.figures[files] ?? '',
    'wall s': round(wall),
    MB: megabytes,
  };
}

async function measure(folder, files) {
  const root = join(folder, String(files));
  const written = generate(root, files);
  const best = await leastOf(3, () => metered(folder, [DJAUDIT, 'scan', root, '--offline', '--exit-zero', '--format', 'json']));
  await rm(root, { recursive: true });
  return { files: files === 0 ? 0 : written, ...best };
}

/** Writes the project and its neighbours until there are so many files; gives how many there are. */
function generate(root, wanted) {
  let count = 0;
  const made = new Set();
  const write = (path, text) => {
    const parent = dirname(join(root, path));
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(join(root, path), text);
    count += 1;
  };
  for (const [path, text] of Object.entries(project())) write(path, text);
  for (let app = 0; count < wanted; app += 1) for (const [path, text] of neighbours(app)) if (count < wanted) write(path, text);
  const git = (...args) => execFileSync('git', ['-C', root, '-c', 'user.name=b', '-c', 'user.email=b@example.com', ...args], { stdio: 'ignore' });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'all');
  return count;
}

function project() {
  return {
    'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")\n',
    'config/__init__.py': '',
    'config/settings/__init__.py': '',
    'config/settings/base.py':
      'import os\nfrom pathlib import Path\nBASE_DIR = Path(__file__).resolve().parents[2]\nSECRET_KEY = os.environ["SECRET_KEY"]\nDEBUG = False\nROOT_URLCONF = "config.urls"\nINSTALLED_APPS = ["django.contrib.admin", "app0"]\nMIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "config.middleware.Health"]\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": os.environ.get("DB_HOST")}}\nSTATIC_ROOT = BASE_DIR / "static"\n',
    'config/settings/production.py': 'from .base import *\nALLOWED_HOSTS = ["shop.example.com"]\nSECURE_SSL_REDIRECT = True\n',
    'config/settings/local.py': 'from .base import *\nDEBUG = True\n',
    'config/middleware.py':
      'from django.http import HttpResponse\nclass Health:\n    def __init__(self, get_response):\n        self.get_response = get_response\n    def __call__(self, request):\n        if request.path == "/health":\n            return HttpResponse("ok")\n        return self.get_response(request)\n',
    'config/urls.py': 'from django.contrib import admin\nfrom django.urls import include, path\nurlpatterns = [path("admin/", admin.site.urls), path("a/", include("app0.urls"))]\n',
    'config/wsgi.py': 'import os\nfrom django.core.wsgi import get_wsgi_application\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")\napplication = get_wsgi_application()\n',
    Dockerfile:
      'FROM python:3.13-slim AS build\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nFROM python:3.13-slim\nCOPY --from=build /usr/local /usr/local\nCOPY . /app\nWORKDIR /app\nUSER app\nENTRYPOINT ["./entrypoint.sh"]\nCMD ["gunicorn", "config.wsgi", "-c", "gunicorn.conf.py"]\n',
    'entrypoint.sh': '#!/bin/sh\nset -e\npython manage.py collectstatic --noinput\nexec "$@"\n',
    'gunicorn.conf.py': 'import multiprocessing\nworkers = multiprocessing.cpu_count() * 2 + 1\nbind = "0.0.0.0:8000"\n',
    'requirements.txt': 'Django==5.2.17\ngunicorn==23.0.0\npsycopg[binary]==3.2.1\n',
    'docker-compose.yml': 'services:\n  web:\n    build: .\n    command: python manage.py runserver\n  db:\n    image: postgres:17\n',
    '.github/workflows/deploy.yml':
      'on:\n  push:\n    branches: [main]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n    - uses: actions/checkout@v4\n    - run: pytest\n  deploy:\n    needs: test\n    runs-on: ubuntu-latest\n    steps:\n    - run: aws ecs update-service --cluster shop --service web\n',
    'infra/main.tf':
      'variable "name" { default = "shop" }\nresource "aws_ecs_cluster" "main" {\n  name = var.name\n}\nresource "aws_db_instance" "main" {\n  identifier        = "${var.name}-db"\n  engine            = "postgres"\n  multi_az          = true\n  storage_encrypted = true\n}\n',
    'k8s/web.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 2\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: web, image: "registry.example.com/web:1"}\n',
  };
}

/** Seventy files for each app: what stands in real repositories, in about its proportions. */
function* neighbours(app) {
  const name = `app${app}`;
  const lines = (count, line) => Array.from({ length: count }, (_, at) => line(at)).join('\n');
  yield [`${name}/__init__.py`, ''];
  yield [`${name}/apps.py`, `from django.apps import AppConfig\nclass Config(AppConfig):\n    name = "${name}"\n`];
  yield [
    `${name}/models.py`,
    `from django.db import models\n${lines(8, (at) => `class Thing${at}(models.Model):\n    name = models.CharField(max_length=100)\n${app % 5 === 0 && at === 0 ? '    picture = models.ImageField(upload_to="things/%Y")\n' : ''}    def __str__(self):\n        return self.name\n`)}`,
  ];
  yield [`${name}/views.py`, `from django.shortcuts import render\nfrom .models import Thing0\n${lines(15, (at) => `def view${at}(request):\n    things = Thing0.objects.filter(pk=${at})\n    return render(request, "${name}/${at}.html", {"things": things})\n`)}`];
  yield [`${name}/urls.py`, `from django.urls import path\nfrom . import views\nurlpatterns = [\n${lines(15, (at) => `    path("${name}/${at}/", views.view${at}, name="${name}-${at}"),`)}\n]\n`];
  yield [`${name}/tasks.py`, `from celery import shared_task\n@shared_task\ndef work():\n    return ${app}\n`];
  yield [`${name}/migrations/__init__.py`, ''];
  for (let at = 1; at <= 12; at += 1)
    yield [
      `${name}/migrations/${String(at).padStart(4, '0')}_change.py`,
      `from django.db import migrations, models\nclass Migration(migrations.Migration):\n    dependencies = [("${name}", "${String(at - 1).padStart(4, '0')}_change")]\n    operations = [migrations.AddField(model_name="thing0", name="field${at}", field=models.CharField(max_length=10, null=True))]\n`,
    ];
  for (let at = 0; at < 8; at += 1) yield [`${name}/tests/test_${at}.py`, `from django.test import TestCase\n${lines(20, (one) => `class Test${one}(TestCase):\n    def test(self):\n        self.assertEqual(${one}, ${one})\n`)}`];
  for (let at = 0; at < 12; at += 1) yield [`${name}/templates/${name}/${at}.html`, lines(40, (one) => `<p>{{ thing.${one} }}</p>`)];
  yield [`${name}/fixtures/things.json`, JSON.stringify(Array.from({ length: 60 }, (_, at) => ({ model: `${name}.thing0`, pk: at, fields: { name: `thing ${at}` } })), null, 1)];
  yield [`${name}/fixtures/more.yaml`, lines(60, (at) => `- model: ${name}.thing1\n  pk: ${at}\n  fields: {name: thing}`)];
  for (const language of ['de', 'fr']) yield [`${name}/locale/${language}/LC_MESSAGES/django.po`, lines(60, (at) => `msgid "thing ${at}"\nmsgstr "${language} ${at}"\n`)];
  for (let at = 0; at < 24; at += 1) yield [`frontend/src/${name}/Component${at}.tsx`, lines(30, (one) => `export const part${one} = (x: number) => x * ${one};`)];
  yield [`frontend/src/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', dependencies: { react: '^19.0.0' } })];
  yield [`frontend/src/${name}/styles.css`, lines(30, (at) => `.c${at} { color: red }`)];
  yield [`static/${name}.svg`, '<svg xmlns="http://www.w3.org/2000/svg"></svg>\n'];
  yield [`docs/${name}.md`, lines(20, (at) => `Line ${at} of the documentation.`)];
}
