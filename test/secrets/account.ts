import type { Answers } from '../account/index.ts';
import { crowd } from '../aws/crowd.ts';
import type { Garden, Kind } from './canaries.ts';

type Members = Record<string, unknown>;

/** Plants into one member of an answer: what stands there, who else is there, and how to plant at its place. */
type Planting = (value: unknown, siblings: Members, plant: (kind: Kind, what?: string) => string) => unknown;

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const record = (value: unknown): Members => (typeof value === 'object' && value !== null ? { ...value } : {});

const prose: Planting = (value, _, plant) =>
  typeof value === 'string' ? `password=${plant('word', 'assignment')} ${plant('github', 'token')}` : value;

const upperTags: Planting = (value, _, plant) => [
  ...list(value),
  { Key: 'db-password', Value: plant('word', 'by its key') },
  { Key: 'note', Value: `see ${plant('stripe', 'by its look')}` },
];

const lowerTags: Planting = (value, _, plant) => {
  const own = { 'db-password': plant('word', 'by its key'), note: plant('github', 'by its look') };
  if (!Array.isArray(value)) return { ...record(value), ...own };
  return [...list(value), ...Object.entries(own).map(([key, text]) => ({ key, value: text }))];
};

/** A policy with a condition that only a secret fulfils; IAM hands its documents out in percent-encoding. */
const policy: Planting = (value, _, plant) => {
  if (typeof value !== 'string') return value;
  const encoded = value.startsWith('%7B');
  const document = JSON.parse(encoded ? decodeURIComponent(value) : value) as { Statement: Members[] }; // the builders'
  const statements = document.Statement.map((one) => ({
    ...one,
    Condition: {
      ...record(one['Condition']),
      StringLike: { 'aws:Referer': plant('word', 'Referer'), 'aws:UserAgent': plant('mixed', 'UserAgent') },
    },
  }));
  const text = JSON.stringify({ ...document, Statement: statements });
  return encoded ? encodeURIComponent(text) : text;
};

/** By the name of a member. */
const PLANTINGS: Readonly<Record<string, Planting>> = {
  Tags: upperTags,
  TagList: upperTags,
  tags: lowerTags,
  Description: prose,
  AlarmDescription: prose,
  Comment: prose,
  rolloutStateReason: prose,
  StateReason: (value, siblings, plant) => (typeof value === 'string' ? prose(value, siblings, plant) : value),
  environment: (value, siblings, plant) =>
    'image' in siblings
      ? [
          ...list(value),
          { name: 'SECRET_KEY', value: plant('word', 'by its name') },
          { name: 'BROKER', value: `amqp://x:${plant('percent', 'in a URL')}@mq` },
          { name: 'SENTRY_DSN', value: plant('sentry', 'DSN') },
          { name: 'NEUTRAL', value: plant('mixed', 'by its look') },
          { name: 'PEM', value: plant('pem', 'PEM') },
          { name: 'JSON', value: JSON.stringify({ password: plant('word', 'in JSON') }) },
          { name: 'API_TOKEN', value: plant('accented', 'not ASCII') },
          { name: 'LINES', value: `A=1\nDB_PASSWORD=${plant('regex', 'in lines')}\n` },
          { name: 'PRESIGNED', value: `https://b.s3.amazonaws.com/k?X-Amz-Signature=${plant('hex', 'presigned')}` },
        ]
      : value,
  command: (value, siblings, plant) =>
    Array.isArray(value) && 'image' in siblings
      ? [...list(value), '--password', plant('word'), `--env=API_TOKEN=${plant('word', '--env')}`]
      : value,
  entryPoint: (value, siblings, plant) =>
    'image' in siblings
      ? ['sh', '-c', `export X_PASSWORD=${plant('word')}; curl -u a:${plant('word', 'curl')} x; exec "$@"`]
      : value,
  dockerLabels: (_, __, plant) => ({ token: plant('word'), note: plant('jwt', 'by its look') }),
  healthCheck: (_, siblings, plant) =>
    'image' in siblings
      ? { command: ['CMD-SHELL', `curl -H "X-Api-Key: ${plant('word', 'header')}" -u x:${plant('word')} localhost`] }
      : _,
  repositoryCredentials: (value) => value,
  logConfiguration: (value, siblings, plant) =>
    'image' in siblings
      ? {
          logDriver: 'splunk',
          options: { 'splunk-token': plant('word'), 'splunk-url': `https://x:${plant('word', 'URL')}@s` },
        }
      : value,
  UserData: (_, __, plant) =>
    Buffer.from(
      `#!/bin/bash\nexport DB_PASSWORD=${plant('word')}\ncurl -H "Authorization: Bearer ${plant('mixed', 'Bearer')}" -u a:${plant('word', 'curl')} https://x\n${plant('pem', 'PEM')}\ncat > .env <<E\nAPI_TOKEN='${plant('accented', 'heredoc')}'\nE\n`,
    ).toString('base64'),
  OptionSettings: (value, _, plant) => [
    ...list(value),
    ...(
      [
        ['aws:elasticbeanstalk:application:environment', 'SECRET_KEY', plant('word', 'by its name')],
        ['aws:elasticbeanstalk:application:environment', 'BROKER', `amqp://x:${plant('word', 'in a URL')}@mq`],
        ['aws:elasticbeanstalk:application:environment', 'NEUTRAL', plant('base64', 'by its look')],
        ['aws:rds:dbinstance', 'DBPassword', plant('word', 'DBPassword')],
        ['aws:cloudformation:template:parameter', 'EnvironmentVariables', `SECRET_KEY=${plant('word', 'parameter')}`],
      ] as const
    ).map(([Namespace, OptionName, Value]) => ({ Namespace, OptionName, Value })),
  ],
  CustomHeaders: (_, __, plant) => ({
    Quantity: 1,
    Items: [{ HeaderName: 'X-Origin-Verify', HeaderValue: plant('word') }],
  }),
  Conditions: (value, siblings, plant) =>
    'Priority' in siblings && 'RuleArn' in siblings
      ? [
          ...list(value),
          {
            Field: 'http-header',
            HttpHeaderConfig: { HttpHeaderName: 'X-Origin-Verify', Values: [plant('word', 'http-header')] },
          },
          {
            Field: 'query-string',
            QueryStringConfig: { Values: [{ Key: 'token', Value: plant('word', 'query-string') }] },
          },
        ]
      : value,
  Actions: (value, siblings, plant) => ('RuleArn' in siblings ? [...list(value), oidc(plant)] : value),
  DefaultActions: (value, _, plant) => [oidc(plant), ...list(value)],
  ResourceRecordSets: (value, _, plant) => [
    ...list(value),
    {
      Name: 'verify.example.com.',
      Type: 'TXT',
      TTL: 300,
      ResourceRecords: [
        { Value: `"password=${plant('word', 'TXT')}"` },
        { Value: `"${plant('github', 'TXT, token')}"` },
      ],
    },
  ],
  Subscriptions: (value, _, plant) =>
    list(value).map((one) => ({
      ...record(one),
      Endpoint: `https://hook:${plant('word')}@example.com/x?token=${plant('mixed', 'token')}`,
    })),
  HealthCheckConfig: (value, _, plant) => ({
    ...record(value),
    ResourcePath: `/health?token=${plant('word', 'ResourcePath')}`,
  }),
  PolicyDocument: policy,
  AssumeRolePolicyDocument: policy,
  Policy: policy,
  policyText: policy,
};

function oidc(plant: (kind: Kind, what?: string) => string): Members {
  return {
    Type: 'authenticate-oidc',
    Order: 1,
    AuthenticateOidcConfig: {
      Issuer: 'https://id.example.com',
      AuthorizationEndpoint: 'https://id.example.com/a',
      TokenEndpoint: 'https://id.example.com/t',
      UserInfoEndpoint: 'https://id.example.com/u',
      ClientId: 'shop',
      ClientSecret: plant('word', 'ClientSecret'),
      AuthenticationRequestExtraParams: { api_token: plant('word', 'extra parameter') },
    },
  };
}

/** An account that has one of everything, with a secret wherever somebody could have put one. */
export function plantedAccount(garden: Garden): Answers {
  const answers = crowd(1) as Readonly<Record<string, Readonly<Record<string, unknown>>>>; // by service and operation
  return Object.fromEntries(
    Object.entries(answers).map(([service, operations]) => [
      service,
      Object.fromEntries(
        Object.entries(operations).map(([operation, answer]) => [
          operation,
          planted(answer, `${service}:${operation}`, garden),
        ]),
      ),
    ]),
  ) as Answers; // the shapes stay; the fake account checks every member
}

function planted(answer: unknown, place: string, garden: Garden): unknown {
  if (typeof answer !== 'function') return walk(answer, place, garden);
  return async (...asked: unknown[]) =>
    walk(await (answer as (...given: unknown[]) => unknown)(...asked), place, garden); // of the operation's own input
}

/** The same answer twice has the same secrets: the place is the member's, whichever item it is of. */
function walk(value: unknown, place: string, garden: Garden): unknown {
  if (Array.isArray(value)) return value.map((one) => walk(one, place, garden));
  if (value === null || typeof value !== 'object' || value instanceof Date || value instanceof Uint8Array) return value;
  const siblings = { ...value } as Members; // a copy, member by member
  return Object.fromEntries(
    Object.entries(siblings).map(([name, member]) => {
      const planting = PLANTINGS[name];
      const inner = walk(member, `${place}.${name}`, garden);
      if (planting === undefined || inner === undefined) return [name, inner];
      const plant = (kind: Kind, what?: string): string =>
        garden.at(`${place}.${name}${what === undefined ? '' : `, ${what}`}`, kind);
      return [name, planting(inner, siblings, plant)];
    }),
  );
}
