import type { Garden, Kind } from '../canaries.ts';

type Files = Readonly<Record<string, string>>;

/** The settings of a project, with a secret in every place where a person has left one. */
export function settingsFiles(garden: Garden): Files {
  const at = (name: string, kind: Kind): string => garden.plant(`config/settings/base.py: ${name}`, kind);
  const lines = (name: string, kind: Kind): string => at(name, kind).replaceAll('\n', '\\n\\\n');
  const base = `import os
from pathlib import Path
import environ
import sentry_sdk
from decouple import config

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()
# the password of the shop was ${at('comment, password was', 'word')}, see postgres://shop:${at('comment, URL', 'word')}@db/shop
DEBUG = True  # password: ${at('comment behind DEBUG', 'word')}
# SECRET_KEY = '${at('commented assignment', 'django')}'
ALLOWED_HOSTS = ['*']  # token ${at('comment behind ALLOWED_HOSTS', 'github')}
SECRET_KEY = '${at('SECRET_KEY', 'insecure')}'
SECRET_KEY_FALLBACKS = ['${at('SECRET_KEY_FALLBACKS', 'django')}', "${at('SECRET_KEY_FALLBACKS, second', 'mixed')}"]
JWT_PRIVATE_KEY = """${at('JWT_PRIVATE_KEY', 'pem')}"""
SESSION_COOKIE_SECURE = False
CERTIFICATE = '''
${at('CERTIFICATE', 'pem')}
'''
CSRF_COOKIE_SECURE = False
SIGNING_KEY = (
    '${at('SIGNING_KEY, first half', 'word')}'
    '${at('SIGNING_KEY, second half', 'word')}'
)
SECURE_SSL_REDIRECT = False
API_TOKEN = os.environ.get('API_TOKEN', '${at("os.environ.get('API_TOKEN')", 'word')}')
OTHER_PASSWORD = os.getenv("OTHER_PASSWORD", default="${at("os.getenv('OTHER_PASSWORD')", 'accented')}")
MAIL_PASSWORD = env('MAIL_PASSWORD', default='${at("env('MAIL_PASSWORD')", 'word')}')
SMS_PASSWORD = env.str('SMS_PASSWORD', '${at("env.str('SMS_PASSWORD')", 'regex')}')
PAY_SECRET = config('PAY_SECRET', default='${at("config('PAY_SECRET')", 'hex')}')
FALLBACK = os.environ.get('NEUTRAL') or '${at('or', 'stripe')}'
if 'API_KEY' in os.environ:
    API_KEY = os.environ['API_KEY']
else:
    API_KEY = '${at('else', 'word')}'
DATABASES = {
    'default': {
        'ENGINE': 'django.db.backends.postgresql',
        'NAME': 'shop',
        'USER': 'shop',
        'PASSWORD': '${at('DATABASES, PASSWORD', 'word')}',
        'HOST': 'db.example.com',
        'OPTIONS': {'sslmode': 'disable', 'sslpassword': '${at('DATABASES, sslpassword', 'word')}'},
    },
    'replica': env.db('REPLICA_URL', default='postgres://shop:${at('env.db', 'percent')}@replica.example.com/shop'),
    'pairs': {'ENGINE': 'x', 'OPTIONS': {'dsn': 'host=db user=x password=${at('DATABASES, pairs', 'word')} dbname=y'}},
}
CACHES = {'default': {'BACKEND': 'django.core.cache.backends.redis.RedisCache', 'LOCATION': 'rediss://:${at('CACHES, LOCATION', 'word')}@cache:6379/1'}}
CELERY_BROKER_URL = f"amqp://shop:${at('f-string', 'word')}@{os.environ['BROKER_HOST']}:5672//"
CELERY_RESULT_BACKEND = 'redis://:' + '${at('concatenation', 'word')}' + '@cache:6379/2'
PERCENT = 'mysql://root:%s@db/x' % '${at('percent', 'word')}'
FORMAT = 'mysql://root:{}@db/x'.format('${at('format', 'word')}')
EMAIL_HOST_PASSWORD = '${at('EMAIL_HOST_PASSWORD', 'word')}'
EMAIL_PORT = 587
AWS_ACCESS_KEY_ID = '${at('AWS_ACCESS_KEY_ID', 'accessKey')}'
AWS_SECRET_ACCESS_KEY = '${at('AWS_SECRET_ACCESS_KEY', 'secretKey')}'
NEUTRAL_AWS = ['${at('neutral, access key', 'accessKey')}']
NEUTRAL_JWT = '${at('neutral, JWT', 'jwt')}'
NEUTRAL_SLACK = '${at('neutral, Slack', 'slack')}'
NEUTRAL_GITHUB = ('x', {'y': '${at('neutral, GitHub', 'github')}'})
NEUTRAL_STRIPE = {'live': '${at('neutral, Stripe', 'stripe')}'}
NEUTRAL_INSECURE = '${at('neutral, django-insecure', 'insecure')}'
NEUTRAL_HEADER = {'Authorization': 'Bearer ${at('neutral, Bearer', 'mixed')}'}
NEUTRAL_QUERY = 'https://api.example.com/v1?api_key=${at('neutral, query', 'mixed')}&x=1'
SOCIAL_AUTH_PASSWORDS = {'google': '${at('dict of passwords', 'word')}'}
JWT = {'SIGNING_KEY': '${at('JWT', 'base64')}', 'ALGORITHM': 'HS256'}
BYTES_SECRET = b'${at('bytes', 'word')}'
REST_TOKENS = {'tokens': [{'name': 'x', 'token': '${at('list of dicts', 'hex')}'}]}
COPY_OF_KEY = SECRET_KEY
EMBEDDED = f'key is {SECRET_KEY}'
LOGGING = {
    'version': 1,
    'handlers': {'slack': {'class': 'x.Slack', 'url': '${at('LOGGING', 'slack')}', 'password': '${at('LOGGING, password', 'word')}'}},
}
sentry_sdk.init(dsn='${at('sentry_sdk.init', 'sentry')}', send_default_pii=True, traces_sample_rate=1.0)
MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware']
ROOT_URLCONF = 'config.urls'
INSTALLED_APPS = ['django.contrib.admin', 'shop', 'debug_toolbar']
TESTED = '1' if os.environ.get('CI_TOKEN') == '${at('comparison', 'word')}' else '2'
ENV_LINES = '${lines('escaped lines', 'pem')}'
AUTH_LDAP_BIND_PASSWORD = "${at('AUTH_LDAP_BIND_PASSWORD', 'word')}"; SECURE_HSTS_SECONDS = 0
`;
  return {
    'config/settings/base.py': base,
    'config/settings/production.py': `from .base import *\nfrom . import keys\nTHIRD = keys.PASSWORD\nDATABASES['default']['PASSWORD'] = '${garden.plant('config/settings/production.py: subscript', 'word')}'\nassert THIRD != '${garden.plant('config/settings/production.py: assert', 'word')}', 'no password'\n`,
    'config/settings/keys.py': `PASSWORD = '${garden.plant('config/settings/keys.py: PASSWORD', 'word')}'\n`,
    'config/settings/local.py': `from .base import *\nSECRET_KEY = '${garden.plant('config/settings/local.py: SECRET_KEY', 'django')}'\n`,
    'config/settings/__init__.py': '',
    'config/__init__.py': '',
    'config/wsgi.py': `import os\nfrom django.core.wsgi import get_wsgi_application\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.production')\nos.environ.setdefault('WSGI_PASSWORD', '${garden.plant('config/wsgi.py: setdefault', 'word')}')\napplication = get_wsgi_application()\n`,
    'config/urls.py': `from django.contrib import admin\nfrom django.urls import path\nurlpatterns = [path('hook/${garden.plant('config/urls.py: path', 'stripe')}/', lambda r: None), path('admin/', admin.site.urls)]\n`,
    'manage.py': `import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.local')\n`,
  };
}

/** Code that is not settings. */
export function codeFiles(garden: Garden): Files {
  const at = garden.plant.bind(garden);
  return {
    'shop/__init__.py': '',
    'shop/migrations/__init__.py': '',
    'shop/migrations/0001_initial.py': `from django.db import migrations\n\nclass Migration(migrations.Migration):\n    dependencies = []\n    operations = [\n        migrations.RunSQL("ALTER ROLE shop PASSWORD '${at('migration: RunSQL', 'word')}'"),\n        migrations.RemoveField("shop", "${at('migration: RemoveField', 'stripe')}"),\n    ]\n`,
    'shop/views.py': `import requests\nfrom django.core.management import call_command\n\ndef view(request):\n    call_command('migrate')\n    requests.get('https://api.example.com', auth=('shop', '${at('shop/views.py: auth', 'word')}'))\n`,
    'shop/middleware.py': `from django.http import HttpResponse\n\nclass Health:\n    def __call__(self, request):\n        if request.headers['X-Token'] == '${at('middleware: comparison', 'word')}':\n            return HttpResponse('ok')\n`,
    'gunicorn.conf.py': `import os\nbind = '0.0.0.0:8000'\nworkers = 1\nraw_env = ['DB_PASSWORD=${at('gunicorn.conf.py: raw_env', 'word')}', 'SENTRY_DSN=${at('gunicorn.conf.py: DSN', 'sentry')}']\nsecret = '${at('gunicorn.conf.py: secret', 'word')}'\n`,
    'notes/TOKEN.md': `# Keys\n${at('notes: access key', 'accessKey')}\n`,
  };
}
