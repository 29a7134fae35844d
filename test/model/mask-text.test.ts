import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskText, maskWords } from '../../src/model/mask-text.ts';
import { maskSource } from '../../src/repo/mask-source.ts';

describe('a text loses its secrets and nothing else', () => {
  it.each([
    ['export TOKEN=abc123 && run', 'export TOKEN=*** && run'],
    ['python manage.py migrate --token abc123', 'python manage.py migrate --token ***'],
    ["DB_PASSWORD='a b' X=1", "DB_PASSWORD='***' X=1"],
    ['{"password": "hunter2x", "user": "shop"}', '{"password": "***", "user": "shop"}'],
    ['[ "$TOKEN" = "abc123" ]', '[ "$TOKEN" = "***" ]'],
    ["github.token == 'abc123'", "github.token == '***'"],
    ['curl -H "X-Api-Key: abc123" https://x', 'curl -H "X-Api-Key: ***" https://x'],
    ['Authorization: token abc123', 'Authorization: token ***'],
    ['curl -u shop:abc123 https://x', 'curl -u shop:*** https://x'],
    ['docker login -u shop -p abc123 host', 'docker login -u shop -p *** host'],
    ['mysql -pabc123 -e x', 'mysql -p*** -e x'],
    ['redis://:a/b@c@host/0', 'redis://:***@host/0'],
    ['https://x/?api_token=abc123&page=2', 'https://x/?api_token=***&page=2'],
    ['${TOKEN:-abc123}', '${TOKEN:-***}'],
    ['proxy_set_header X-Api-Key abc123;', 'proxy_set_header X-Api-Key ***;'],
    ['ENV API_TOKEN abc123', 'ENV API_TOKEN ***'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  it.each([
    'gunicorn config.wsgi --bind 0.0.0.0:8000 --workers 3',
    'TOKEN=$(aws ssm get-parameter --name /shop/token)',
    'SECRET_KEY=$SECRET_KEY',
    'SECRET_KEY: ${{ secrets.SECRET_KEY }}',
    'password = var.db_password',
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbC12f',
    'permissions: {id-token: write}',
    'http://host:8000/path@2x.png',
    'docker run -u 1000:1000 -p 80:80 image',
    'PASSWORD_RESET_TIMEOUT=3600',
    'uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8',
  ])('%s', (text) => {
    expect(maskText(text)).toBe(text);
  });

  it('of code, a bare word is a name', () => {
    expect(maskText("SECRET_KEY = env('X'); PASSWORD = 'abc123'", { code: true })).toBe(
      "SECRET_KEY = env('X'); PASSWORD = '***'",
    );
  });

  it('of a command, the word behind an option', () => {
    expect(maskWords(['curl', '-u', 'x:abc', '--token', 'a b', 'DB_PASSWORD=a b', '--name', 'shop'])).toEqual([
      'curl',
      '-u',
      'x:***',
      '--token',
      '***',
      'DB_PASSWORD=***',
      '--name',
      'shop',
    ]);
  });
});

describe('a line of source is masked for what it belongs to', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['a.py', ['SIGNING_KEY = (', "    'abc'", ')'], ['SIGNING_KEY = (', "    '***'", ')']],
    ['a.py', ['if SENTRY_DSN:', "    ACL = 'private'"], ['if SENTRY_DSN:', "    ACL = 'private'"]],
    ['a.py', ["URL = 'redis://:' + 'abc'"], ["URL = '***' + '***'"]],
    ['a.py', ['DEBUG = True  # password was hunter2'], ['DEBUG = True  # password was ***']],
    ['a.tf', ['  name  = "X-Token"', '  value = "abc"'], ['  name  = "X-Token"', '  value = "***"']],
    ['a.yaml', ['password: |', '  abc'], ['password: |', '  ***']],
    ['a.yaml', ['kind: Secret', 'data:', '  a: Ynk='], ['kind: Secret', 'data:', '  a: ***']],
    ['a.yaml', ['env: {name: X-Token, value: abc}'], ['env: {name: X-Token, value: ***}']],
    ['a.yaml', ['run: make', 'name: shop'], ['run: make', 'name: shop']],
  ])('%s %j', (path, lines, masked) => {
    expect(maskSource(path, lines.join('\n'))).toEqual(masked);
  });
});

/** What the expressions look for, over and over. */
const BAIT = [
  ...[
    '-----BEGIN PRIVATE KEY',
    'password',
    'password="',
    'PASSWORD=',
    '--token ',
    'curl -u ',
    'docker login -p ',
    'mysql -p',
  ],
  ...[
    'a://b:',
    'https://x:1/y@',
    '?token=',
    'eyJaaaaaaaaaaaa.',
    'Bearer a1',
    'hooks.slack.com/services/T',
    'ENV a ',
    '${TOKEN:-',
  ],
  ...['kind: Secret\ndata:\n  a: b\n', '# password a1\n', "'''", '"', '\\', ' ', '\n', ':', '='],
];

it('hostile texts are masked in their own time, and keep their lines', () => {
  for (const bait of BAIT) {
    const text = bait.repeat(Math.ceil(20_000 / bait.length));
    expect(maskSource('a.py', text)).toHaveLength(text.split('\n').length);
    expect(maskSource('a.yaml', text)).toHaveLength(text.split('\n').length);
  }
});

it('every text keeps its lines, whatever is in it', () => {
  const piece = fc.oneof(fc.constantFrom(...BAIT), fc.string({ maxLength: 8 }));
  const texts = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      expect(maskSource('a.py', text)).toHaveLength(text.split('\n').length);
      expect(maskSource('a.conf', text)).toHaveLength(text.split('\n').length);
      expect(() => maskWords(text.split(' '))).not.toThrow();
    }),
    { seed: 20_261_125, numRuns: 300 },
  );
});
