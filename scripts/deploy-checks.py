"""
Asks real Django what `manage.py check --deploy` says of small settings files, and writes the answers to
fixtures/deploy-checks/. Run it once for each Django version, in an environment that has it:

    python scripts/deploy-checks.py

Each case is a compliant settings module with a few settings changed. The file holds the compliant values, each case's changes
and the ids that Django reported; test/rules/deploy-checks.test.ts compares them with our own evaluation.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import django

ROOT = pathlib.Path(__file__).resolve().parent.parent
SERIES = ".".join(str(part) for part in django.VERSION[:2])

SECURITY = "django.middleware.security.SecurityMiddleware"
SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
CSRF = "django.middleware.csrf.CsrfViewMiddleware"
FRAMES = "django.middleware.clickjacking.XFrameOptionsMiddleware"
CSP = "django.middleware.csp.ContentSecurityPolicyMiddleware"

MIDDLEWARE = [SECURITY, SESSION, "django.middleware.common.CommonMiddleware", CSRF, FRAMES]
LOCMEM = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
FILES = "django.core.cache.backends.filebased.FileBasedCache"
STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MEDIA = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
NONCE = "<CSP.NONCE>"

APPS = ["django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.staticfiles"]

COMPLIANT = {
    "SECRET_KEY": "a7Kp9xQ2mZ4vB8nW1cR6tY3uI5oE0sDfGhJlLqXzMwNbVpTk",
    "ALLOWED_HOSTS": ["shop.example.com"],
    "ROOT_URLCONF": "urls",
    "INSTALLED_APPS": APPS,
    "MIDDLEWARE": MIDDLEWARE,
    "SECURE_HSTS_SECONDS": 31536000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": True,
    "SECURE_SSL_REDIRECT": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "STATIC_URL": "/static/",
    "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
    "DATABASES": {},
}
COMPLIANT["SECRET_KEY"] += "Yz"


def without(*names):
    return [name for name in MIDDLEWARE if name not in names]


CASES = {
    "compliant": {},
    "no middleware at all": {"MIDDLEWARE": []},
    "no SecurityMiddleware": {"MIDDLEWARE": without(SECURITY)},
    "no SecurityMiddleware and nothing that it would do": {
        "MIDDLEWARE": without(SECURITY),
        "SECURE_HSTS_SECONDS": 0,
        "SECURE_SSL_REDIRECT": False,
        "SECURE_CONTENT_TYPE_NOSNIFF": False,
        "SECURE_REFERRER_POLICY": None,
    },
    "a subclass of SecurityMiddleware": {"MIDDLEWARE": ["middleware.Strict", *without(SECURITY)]},
    "no XFrameOptionsMiddleware": {"MIDDLEWARE": without(FRAMES), "X_FRAME_OPTIONS": "SAMEORIGIN"},
    "no CsrfViewMiddleware": {"MIDDLEWARE": without(CSRF), "CSRF_COOKIE_SECURE": False},
    "no HSTS": {"SECURE_HSTS_SECONDS": 0},
    "HSTS of None": {"SECURE_HSTS_SECONDS": None},
    "HSTS of one second": {"SECURE_HSTS_SECONDS": 1},
    "HSTS without subdomains": {"SECURE_HSTS_INCLUDE_SUBDOMAINS": False},
    "HSTS with subdomains as text": {"SECURE_HSTS_INCLUDE_SUBDOMAINS": "True"},
    "HSTS without preload": {"SECURE_HSTS_PRELOAD": False},
    "sniffing allowed": {"SECURE_CONTENT_TYPE_NOSNIFF": False},
    "sniffing by text": {"SECURE_CONTENT_TYPE_NOSNIFF": "True"},
    "no redirect": {"SECURE_SSL_REDIRECT": False},
    "redirect as text": {"SECURE_SSL_REDIRECT": "True"},
    "redirect as number": {"SECURE_SSL_REDIRECT": 1},
    "short key": {"SECRET_KEY": "x7Kp9xQ2mZ4vB8nW1cR6"},
    "key of 49 characters": {"SECRET_KEY": COMPLIANT["SECRET_KEY"][:49]},
    "key of few characters": {"SECRET_KEY": "abab" * 20},
    "key of startproject": {"SECRET_KEY": "django-insecure-" + COMPLIANT["SECRET_KEY"]},
    "empty key": {"SECRET_KEY": ""},
    "no fallback keys": {"SECRET_KEY_FALLBACKS": []},
    "weak fallback key": {"SECRET_KEY_FALLBACKS": ["short"]},
    "session cookie over HTTP": {"SESSION_COOKIE_SECURE": False},
    "session cookie with a number": {"SESSION_COOKIE_SECURE": 1},
    "session cookie over HTTP, app only": {"SESSION_COOKIE_SECURE": False, "MIDDLEWARE": without(SESSION)},
    "session cookie over HTTP, middleware only": {
        "SESSION_COOKIE_SECURE": False,
        "INSTALLED_APPS": ["django.contrib.contenttypes", "django.contrib.staticfiles"],
        "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
    },
    "no sessions": {
        "SESSION_COOKIE_SECURE": False,
        "SESSION_COOKIE_HTTPONLY": False,
        "MIDDLEWARE": without(SESSION),
        "INSTALLED_APPS": ["django.contrib.contenttypes", "django.contrib.staticfiles"],
    },
    "session cookie for scripts": {"SESSION_COOKIE_HTTPONLY": False},
    "session cookie for scripts, app only": {"SESSION_COOKIE_HTTPONLY": False, "MIDDLEWARE": without(SESSION)},
    "session cookie for scripts, middleware only": {
        "SESSION_COOKIE_HTTPONLY": False,
        "INSTALLED_APPS": ["django.contrib.contenttypes", "django.contrib.staticfiles"],
        "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
    },
    "CSRF cookie over HTTP": {"CSRF_COOKIE_SECURE": False},
    "CSRF token in the session": {"CSRF_COOKIE_SECURE": False, "CSRF_USE_SESSIONS": True},
    "DEBUG": {"DEBUG": True},
    "DEBUG as text": {"DEBUG": "False"},
    "frames of the same origin": {"X_FRAME_OPTIONS": "SAMEORIGIN"},
    "no hosts": {"ALLOWED_HOSTS": [], "DEBUG": False},
    "every host": {"ALLOWED_HOSTS": ["*"]},
    "a host with a scheme": {"ALLOWED_HOSTS": ["https://shop.example.com"]},
    "no referrer policy": {"SECURE_REFERRER_POLICY": None},
    "two referrer policies": {"SECURE_REFERRER_POLICY": "no-referrer, same-origin"},
    "a list of referrer policies": {"SECURE_REFERRER_POLICY": ["no-referrer", "same-origin"]},
    "an unknown referrer policy": {"SECURE_REFERRER_POLICY": "none-of-your-business"},
    "an empty referrer policy": {"SECURE_REFERRER_POLICY": ""},
    "no opener policy": {"SECURE_CROSS_ORIGIN_OPENER_POLICY": None},
    "an unknown opener policy": {"SECURE_CROSS_ORIGIN_OPENER_POLICY": "same"},
    "an origin without a scheme": {"CSRF_TRUSTED_ORIGINS": ["shop.example.com"]},
    "origins with wildcards": {"CSRF_TRUSTED_ORIGINS": ["https://*", "http://*"]},
    "no default cache": {"CACHES": {"sessions": LOCMEM}},
    "file cache in a relative folder": {"CACHES": {"default": {"BACKEND": FILES, "LOCATION": "var/cache"}}},
    "file cache in MEDIA_ROOT": {
        "CACHES": {"default": {"BACKEND": FILES, "LOCATION": "/srv/media/cache"}},
        "MEDIA_ROOT": "/srv/media",
    },
    "file cache around STATIC_ROOT": {
        "CACHES": {"default": {"BACKEND": FILES, "LOCATION": "/srv"}},
        "STATIC_ROOT": "/srv/static",
    },
    "file cache beside MEDIA_ROOT": {
        "CACHES": {"default": {"BACKEND": FILES, "LOCATION": "/srv/media-cache"}},
        "MEDIA_ROOT": "/srv/media",
    },
    "file cache in a folder of STATICFILES_DIRS": {
        "CACHES": {"default": {"BACKEND": FILES, "LOCATION": "/tmp/cache"}},
        "STATICFILES_DIRS": [["img", "/tmp"]],
    },
    "STATICFILES_DIRS as text": {"STATICFILES_DIRS": "/tmp"},
    "STATICFILES_DIRS holds STATIC_ROOT": {"STATICFILES_DIRS": ["/tmp"], "STATIC_ROOT": "/tmp/"},
    "a prefix with a slash": {"STATICFILES_DIRS": [["img/", "/tmp"]]},
    "no static files storage": {"STORAGES": {"default": MEDIA}},
    "no default storage": {"STORAGES": {"staticfiles": STATIC}},
    "no staticfiles app": {
        "INSTALLED_APPS": ["django.contrib.contenttypes", "django.contrib.sessions"],
        "STORAGES": {"default": MEDIA},
        "STATICFILES_DIRS": "/tmp",
    },
    "STATIC_URL without a slash": {"STATIC_URL": "/static"},
    "MEDIA_URL without a slash": {"MEDIA_URL": "https://media.example.com/files"},
    "STATIC_URL of None": {"STATIC_URL": None},
    "asynchronous safety off": {"env": {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}},
    "a policy that is text": {"SECURE_CSP": "default-src 'self'"},
    "an empty policy that is text": {"SECURE_CSP": ""},
    "a policy": {"SECURE_CSP": {"default-src": ["'self'"]}, "MIDDLEWARE": [*MIDDLEWARE, CSP]},
    "a nonce without its context processor": {
        "SECURE_CSP": {"script-src": ["'self'", NONCE]},
        "MIDDLEWARE": [*MIDDLEWARE, CSP],
    },
    "a nonce without the middleware": {"SECURE_CSP": {"script-src": [NONCE]}},
    "a reported nonce with its context processor": {
        "SECURE_CSP_REPORT_ONLY": {"script-src": [NONCE]},
        "MIDDLEWARE": [*MIDDLEWARE, CSP],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"context_processors": ["django.template.context_processors.csp"]},
            }
        ],
    },
    "mailers without a default": {"MAILERS": {"bulk": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}},
    "a mailer that prints": {"MAILERS": {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}},
    "a mailer without a backend": {"MAILERS": {"default": {}}},
    "a site id that is text": {"SITE_ID": "1", "INSTALLED_APPS": [*APPS, "django.contrib.sites"]},
    "a language code that is none": {"LANGUAGE_CODE": "en_us!"},
    "a model whose key nobody chose": {"unset": ["DEFAULT_AUTO_FIELD"], "INSTALLED_APPS": [*APPS, "shop"]},
    "a model whose key the settings choose": {"INSTALLED_APPS": [*APPS, "shop"]},
}

ID = re.compile(r"\(([a-z0-9_]+\.[CEWID]\d+)\)")


def run(changes):
    changes = dict(changes)
    environment = {**os.environ, **changes.pop("env", {})}
    unset = changes.pop("unset", [])
    settings = {name: value for name, value in {**COMPLIANT, **changes}.items() if name not in unset}
    with tempfile.TemporaryDirectory() as folder:
        base = pathlib.Path(folder)
        lines = [f"{name} = {value!r}" for name, value in settings.items()]
        (base / "settings.py").write_text("\n".join(lines).replace(repr(NONCE), "__import__('django.utils.csp').utils.csp.CSP.NONCE"))
        (base / "urls.py").write_text("urlpatterns = []\n")
        (base / "shop").mkdir()
        (base / "shop" / "__init__.py").write_text("")
        (base / "shop" / "models.py").write_text(
            "from django.db import models\n\n\nclass Order(models.Model):\n    paid = models.BooleanField()\n"
        )
        (base / "middleware.py").write_text(
            "from django.middleware.security import SecurityMiddleware\n\n\nclass Strict(SecurityMiddleware):\n    pass\n"
        )
        answer = subprocess.run(
            [sys.executable, "-m", "django", "check", "--deploy", "--settings", "settings"],
            cwd=base,
            env={**environment, "PYTHONPATH": str(base)},
            capture_output=True,
            text=True,
        )
    output = answer.stdout + answer.stderr
    if "Traceback" in output:
        raise SystemExit(output)
    return sorted(set(ID.findall(output)))


def main():
    cases = []
    for name, changes in CASES.items():
        new = {"SECURE_CSP", "SECURE_CSP_REPORT_ONLY"} & changes.keys()
        if (new and django.VERSION < (6, 0)) or ("MAILERS" in changes and django.VERSION < (6, 1)):
            continue
        cases.append({"name": name, "changes": changes, "ids": run(changes)})
    target = ROOT / "fixtures" / "deploy-checks" / f"django-{SERIES}.json"
    target.write_text(json.dumps({"django": django.get_version(), "compliant": COMPLIANT, "cases": cases}, indent=1) + "\n")


main()
