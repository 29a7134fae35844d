import { describe, expect, it } from 'vitest';
import { settingsJson } from '../../../../src/repo/python/settings-json.ts';
import { settingsText } from '../../../../src/repo/python/settings-text.ts';
import { evaluate, valueOf } from './evaluate.ts';

const CANARY = 'c4n4ryV4lueThatMustNotAppear';

/** Every way in which a text may travel from a variable into what is printed. */
const WAYS: Readonly<Record<string, string>> = {
  'as it is': 'SECRET_KEY = os.environ["SECRET_KEY"]',
  'under another name': 'HARMLESS = os.environ["SECRET_KEY"]',
  'in a list': 'LIST = [os.environ["SECRET_KEY"], "x"]',
  'in an f-string': 'GREETING = f"hello {os.environ[\'SECRET_KEY\']}!"',
  'by format': 'GREETING = "hello {}".format(os.environ["SECRET_KEY"])',
  'by percent': 'GREETING = "hello %s" % os.environ["SECRET_KEY"]',
  'by percent with a dict': 'GREETING = "hello %(k)s" % {"k": os.environ["SECRET_KEY"]}',
  concatenated: 'GREETING = "hello " + os.environ["SECRET_KEY"]',
  joined: 'GREETING = "-".join(["a", os.environ["SECRET_KEY"]])',
  'as a key of a dict': 'HOLDER = {"value": {"inner": os.environ["SECRET_KEY"]}}',
  stripped: 'HARMLESS = os.environ["SECRET_KEY"].strip().replace("zzz", "")',
  split: 'PARTS = ("a:" + os.environ["SECRET_KEY"]).split(":")',
  sliced: 'HARMLESS = os.environ["SECRET_KEY"][0:100]',
  encoded: 'BYTES = os.environ["SECRET_KEY"].encode()',
  'in a path': 'import os.path\nPATH = os.path.join("/a", os.environ["SECRET_KEY"])',
  'through a function': 'def f(x):\n    return [x]\nHARMLESS = f(os.environ["SECRET_KEY"])[0]',
  'in a URL': 'BROKER = os.environ["BROKER"]',
  'in a URL with a neutral name, parsed':
    'from urllib.parse import urlparse\nPART = urlparse(os.environ["BROKER"]).password',
  'as an argument of a call': 'import third\nthird.init(os.environ["SECRET_KEY"], key=os.environ["SECRET_KEY"])',
  'as a default': `X = os.getenv("API_TOKEN", "${CANARY}")`,
  'as a literal password': `DATABASES = {"default": {"PASSWORD": "${CANARY}"}}`,
  'as a literal URL': `CELERY = "amqp://user:${CANARY}@host/"`,
  'in an exception': 'raise ValueError(os.environ["SECRET_KEY"])',
  'in JSON': 'import json\nHARMLESS = json.loads(os.environ["DOCUMENT"])',
  'as a name': 'globals()[os.environ["SECRET_KEY"].upper()] = 1',
};

describe('a secret does not leave', () => {
  it.each(Object.entries(WAYS))('%s', async (_, way) => {
    const environment = {
      SECRET_KEY: CANARY,
      BROKER: `redis://:${CANARY}@host:1/0`,
      DOCUMENT: JSON.stringify({ password: CANARY, host: 'db' }),
    };
    const evaluated = await evaluate({ files: `import os\n${way}\nEND = 1`, environment });
    const printed = JSON.stringify(settingsJson(evaluated)) + settingsText(evaluated);
    expect(printed).not.toContain(CANARY);
    expect(printed.toUpperCase()).not.toContain(CANARY.toUpperCase());
    expect(printed).toContain('END');
  });
});

describe('what is no secret is shown', () => {
  it.each([
    ['AUTH_TOKEN_MODEL', '"users.Token"'],
    ['CSRF_TOKEN_HEADER', '"X-Token"'],
    ['SESSION_COOKIE_NAME', '"sid"'],
    ['CACHE_MIDDLEWARE_KEY_PREFIX', '"site"'],
    ['PASSWORD_RESET_TIMEOUT', '3600'],
    ['PASSWORD_HASHERS', '["django.contrib.auth.hashers.Argon2PasswordHasher"]'],
    ['AUTH_PASSWORD_VALIDATORS', '[{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]'],
    ['STREAMS', '[{"key": "home", "name": "Home"}]'],
    ['SECRET_KEY', '""'],
    ['USE_TOKENS', 'True'],
  ])('%s = %s', async (name, text) => {
    expect(await valueOf(`${name} = ${text}`, name, {})).toMatchObject({ status: 'known' });
  });

  it('keeps what is no secret of a connection', async () => {
    const text = 'import os, json\nD = json.loads(os.environ["SERVICES"])';
    const services = JSON.stringify({ host: 'db', url: 'postgres://u:p4ss@db/x' });
    expect(await valueOf(text, 'D', { SERVICES: services })).toEqual({
      status: 'known',
      value: { host: 'db', url: { $secret: 'env SERVICES' } },
    });
  });

  it('says of a secret what may be said', async () => {
    expect(await valueOf('SECRET_KEY = "django-insecure-abc"', 'SECRET_KEY', {})).toEqual({
      status: 'secret',
      source: 'literal',
      origin: 'literal',
      traits: { length: 19, uniqueCharacters: 14, insecurePrefix: true },
    });
  });
});
