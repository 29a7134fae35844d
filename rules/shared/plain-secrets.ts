import type { GuardedVariable, RedactedText } from '../../src/model/aws/index.ts';
import type { FixStep } from '../../src/model/index.ts';
import { cli } from './fix.ts';

const SECRET =
  /(SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE|DATABASE_URL|BROKER_URL|REDIS_URL|DSN$|AWS_SECRET_ACCESS_KEY)/i;
/** Names that sound like secrets and hold where one is, or how long it lives. */
const NAMES_OF =
  /(_ARN|_NAME|_ID|_URL_PATH|_TIMEOUT|_AGE|_EXPIRY|_EXPIRES?|_TTL|_DAYS|_SECONDS|_LENGTH|_HEADER|_FIELD|_BACKEND|_CLASS|_ENABLED|TOKEN_URL|_ENDPOINT|_HASHERS?|_VALIDATORS?|_REGION|_VERSION|_PUBLIC|PUBLIC_KEY)$/i;

export interface PlainSecret {
  readonly name: string;
  /** What may be said of it: `postgres URL of db.example.com`, `32-63 characters`. */
  readonly traits: string;
  /** A Sentry address lets others send events, no more. */
  readonly mild: boolean;
}

/** The variables whose plain value is a secret: the collector redacted it, and the name or the form says so too. */
export function plainSecrets(variables: readonly GuardedVariable[]): readonly PlainSecret[] {
  return variables.flatMap(({ name, redacted }) => {
    if (redacted === undefined || redacted.length === 'empty' || !isSecret(name, redacted)) return [];
    return [{ name, traits: traitsOf(redacted), mild: /SENTRY.*DSN$/i.test(name) }];
  });
}

function isSecret(name: string, { scheme, length }: RedactedText): boolean {
  if (scheme !== undefined) return true;
  return SECRET.test(name) && !NAMES_OF.test(name) && length !== '1-7';
}

function traitsOf({ scheme, host, length }: RedactedText): string {
  if (scheme === undefined) return `${length} characters`;
  return `${scheme} URL${host === undefined ? '' : ` of ${host}`}`;
}

export function inWords({ name, traits }: PlainSecret): string {
  return `${name} (${traits})`;
}

/** Makes a secret of what is in a file: a value on the command line stays in the history of the shell. */
export function createSecret(name: string, region: string | undefined): FixStep {
  return cli('secretsmanager create-secret', { name, 'secret-string': 'file://value.txt' }, region);
}
