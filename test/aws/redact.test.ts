import { describe, expect, it } from 'vitest';
import { guard, guardArguments, guardText, scrub } from '../../src/aws/redact.ts';

const CANARY = 'c4n4ry-s3cr3t';

describe('a secret under a name', () => {
  it.each([
    ['SECRET_KEY', CANARY, { length: '8-15' }],
    ['DB_PASSWORD', '12345678', { length: '8-15' }],
    ['STRIPE_WEBHOOK', 'abc', { length: '1-7' }],
    ['HIDDEN', `whsec_${CANARY.replaceAll('-', '')}4567`, { length: '16-31' }],
    ['ANYTHING', '9f8a7b6c5d4e3f2a1b0c9d8e', { length: '16-31' }],
    ['JSON', `{"password": "${CANARY}"}`, { length: '16-31' }],
    ['OPTIONS', `--secret-key=${CANARY} --debug`, { length: '32-63' }],
    [
      'DATABASE_URL',
      `postgres://shop:${CANARY}@db.example.com:5433/shop?sslmode=require&options=x`,
      {
        scheme: 'postgres',
        host: 'db.example.com',
        port: '5433',
        path: 'shop',
        query: { sslmode: 'require' },
        length: '64+',
      },
    ],
    [
      'REDIS_URL',
      `rediss://:${CANARY}@cache:6380/0`,
      { scheme: 'rediss', host: 'cache', port: '6380', path: '0', length: '32-63' },
    ],
    [
      'SENTRY_DSN',
      `https://${CANARY}@o1.ingest.sentry.io/2`,
      { scheme: 'https', host: 'o1.ingest.sentry.io', length: '32-63' },
    ],
    [
      'SLACK',
      `https://hooks.slack.com/services/T0/B0/${CANARY}`,
      { scheme: 'https', host: 'hooks.slack.com', length: '32-63' },
    ],
    [
      'DB_CREDENTIALS',
      `host=db port=5432 dbname=shop user=shop password=${CANARY} sslmode=verify-full`,
      { host: 'db', port: '5432', path: 'shop', query: { sslmode: 'verify-full' }, length: '64+' },
    ],
  ])('%s leaves its parts', (name, value, redacted) => {
    const guarded = guard(name, value);
    expect(guarded).toEqual({ redacted });
    expect(JSON.stringify(guarded)).not.toContain(CANARY);
  });

  it.each([
    ['DEBUG', 'True'],
    ['DJANGO_SETTINGS_MODULE', 'config.settings.production'],
    ['ALLOWED_HOSTS', 'shop.example.com,.example.org'],
    ['AWS_STORAGE_BUCKET_NAME', 'shop-media-production-2024'],
    ['DATABASE_URL', 'postgres://shop-prod.c1a2b3c4d5e6.eu-west-1.rds.amazonaws.com:5432/shop'],
    ['WEB_CONCURRENCY', '4'],
    ['CSRF_COOKIE_SECURE', 'True'],
    ['USE_TOKEN', 'false'],
    ['SECRET_ARN', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbC12f'],
    ['SQS_QUEUE_URL', 'https://sqs.eu-west-1.amazonaws.com/111122223333/celery'],
    ['EMPTY_PASSWORD', ''],
  ])('%s is none', (name, value) => {
    expect(guard(name, value)).toEqual({ value });
  });
});

describe('a command line', () => {
  it('keeps what is run, and loses what is secret in it', () => {
    const words = [
      'sh',
      '-c',
      `export SECRET_KEY=${CANARY} && gunicorn config.wsgi --workers 4`,
      '--password',
      CANARY,
      '--bind',
      '0.0.0.0:8000',
    ];
    const guarded = guardArguments(words);
    expect(JSON.stringify(guarded)).not.toContain(CANARY);
    expect(guarded[2]?.value).toBe('export SECRET_KEY=[redacted] && gunicorn config.wsgi --workers 4');
    expect(guarded[4]).toEqual({ redacted: { length: '8-15' } });
    expect(guarded[6]?.value).toBe('0.0.0.0:8000');
  });
});

describe('a script', () => {
  it('keeps its lines', () => {
    const script = [
      '#!/bin/bash',
      'dnf install -y amazon-ssm-agent',
      `echo "DB_PASSWORD='${CANARY}'" >> /etc/env`,
      `curl https://user:${CANARY}@example.com/x`,
      '-----BEGIN RSA PRIVATE KEY-----',
      CANARY,
      '-----END RSA PRIVATE KEY-----',
      'TOKEN=$(aws ssm get-parameter --name /shop/token)',
    ].join('\n');
    const { value = '' } = guardText(script);
    expect(value).not.toContain(CANARY);
    expect(value).toContain('dnf install -y amazon-ssm-agent');
    expect(value).toContain('TOKEN=$(aws ssm get-parameter --name /shop/token)');
  });
});

describe('what AWS has in tags and descriptions', () => {
  it('loses known secrets, and nothing else', () => {
    const item = {
      Description: `postgres://shop:${CANARY}@db/shop`,
      Tags: [
        { Key: 'Name', Value: 'shop-prod' },
        { Key: 'x', Value: `ghp_${'a1'.repeat(18)}` },
      ],
      At: new Date(0),
      Digest: `sha256:${'0a'.repeat(32)}`,
    };
    expect(scrub(structuredClone(item))).toEqual({
      ...item,
      Description: '[redacted]',
      Tags: [
        { Key: 'Name', Value: 'shop-prod' },
        { Key: 'x', Value: '[redacted]' },
      ],
    });
  });
});
