import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A Django project in a folder of its own. */
export interface DjangoProject {
  readonly root: string;
  readonly remove: () => Promise<void>;
}

const FILES = {
  'manage.py': `import os, sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
from django.core.management import execute_from_command_line

execute_from_command_line(sys.argv)
`,
  'requirements.txt': 'Django==5.2.19\npsycopg[pool]==3.3.9\ngunicorn==27.0.1\n',
  'shop/__init__.py': '',
  'shop/wsgi.py': `import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
application = get_wsgi_application()
`,
  'shop/health.py': `from django.http import HttpResponse


class HealthCheckMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/health/":
            return HttpResponse("ok")
        return self.get_response(request)
`,
  'shop/views.py': `from django.http import HttpResponse


def home(request):
    return HttpResponse(request.get_host())


def health(request):
    return HttpResponse("ok")
`,
  'shop/urls.py': `from django.urls import path

from shop import views

urlpatterns = [path("", views.home), path("health/", views.health)]
`,
};

const SETTINGS = `SECRET_KEY = "lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-lab"
DEBUG = False
ALLOWED_HOSTS = ["shop.example.com"]
INSTALLED_APPS = []
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "shop.urls"
WSGI_APPLICATION = "shop.wsgi.application"
`;

/**
 * Writes the project. `settings` is added to sound settings; `command` is what its image runs; `files` replace or add others.
 */
export async function djangoProject(
  settings: string,
  command: readonly string[] = gunicornWords(),
  files: Readonly<Record<string, string>> = {},
): Promise<DjangoProject> {
  const root = await mkdtemp(join(tmpdir(), 'djaudit-django-'));
  const all = {
    ...FILES,
    'shop/settings.py': `${SETTINGS}${settings}\n`,
    Dockerfile: `FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ${JSON.stringify(command)}\n`,
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}

/** gunicorn with the options of a case. */
export function gunicornWords(...options: readonly string[]): readonly string[] {
  return ['gunicorn', 'shop.wsgi:application', '--bind', '0.0.0.0:8000', ...options];
}
