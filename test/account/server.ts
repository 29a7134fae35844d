import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AccountSpec } from './account.ts';
import type { Answers } from './answers.ts';
import type { Keys, Role } from './credentials.ts';
import { accountOfArn, Keyring } from './credentials.ts';
import { Cut, Desk } from './desk.ts';
import type { Fault } from './faults.ts';
import type { ServiceName } from './services.ts';
import type { Reply } from './wire/answer.ts';

export interface AccountOptions {
  /** What the account answers in its home region and for the global services. */
  readonly answers: Answers;
  readonly id?: string;
  /** The home region. */
  readonly region?: string;
  readonly regions?: Readonly<Record<string, Answers>>;
  /** Opt-in regions that are enabled; those that AWS enables by itself are. */
  readonly optedIn?: readonly string[];
  /** The caller, as STS names it; a role session or a user of the account. */
  readonly callerArn?: string;
  /** Further accounts, by id: reached with the roles. */
  readonly accounts?: Readonly<Record<string, AccountSpec>>;
  /** The roles that may be assumed, by ARN. */
  readonly roles?: Readonly<Record<string, Role>>;
  readonly faults?: readonly Fault[];
  /** The most that a page of any list holds. */
  readonly pageSize?: number;
  /** Before every answer. */
  readonly latencyMs?: number;
  /** A free one, unless it is named. */
  readonly port?: number;
  readonly onRequest?: (request: Recorded) => void;
}

/** A request that the account got. */
export interface Recorded {
  readonly service: ServiceName;
  readonly operation: string;
  /** The IAM action that it needs. */
  readonly action: string;
  readonly region: string;
  readonly account: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Of the answer; 0 when there was none. */
  readonly status: number;
  /** Milliseconds since the account was started. */
  readonly at: number;
}

export interface FakeAccount {
  readonly url: string;
  readonly id: string;
  readonly region: string;
  readonly keys: Keys;
  readonly requests: readonly Recorded[];
  /** Questions that the fixture has no answer to, as `rds:DescribeDBProxies`. */
  readonly unanswered: readonly string[];
  /** The variables that point the built command at the account and at nothing else. */
  readonly env: () => Record<string, string>;
  /** @throws Error that names what is wrong with the fixture, when something is */
  readonly close: () => Promise<void>;
}

const ID = '111122223333';
const REGION = 'eu-west-1';

/** Serves an account on a free port of the loopback interface. */
export async function startAccount(options: AccountOptions): Promise<FakeAccount> {
  const id = options.id ?? ID;
  const region = options.region ?? REGION;
  const arn = options.callerArn ?? `arn:aws:iam::${id}:user/auditor`;
  const keyring = new Keyring();
  const keys = keyring.issue({ account: accountOfArn(arn), arn, userId: 'AIDAEXAMPLEEXAMPLE123' });
  const desk = new Desk({ ...options, id, region }, keyring);
  const server = createServer((request, response) => void serve(desk, request, response));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  return {
    url,
    id,
    region,
    keys,
    requests: desk.requests,
    unanswered: desk.unanswered,
    env: () => environment(url, region, keys),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (desk.defects.length > 0) throw new Error(desk.defects.join('\n'));
    },
  };
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (address === null || typeof address === 'string') throw new Error('the fake account listens on no port');
  return address.port;
}

function environment(url: string, region: string, keys: Keys): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: keys.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.SecretAccessKey,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set
  const raw = {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://127.0.0.1'),
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
  const answer = await desk.answer(raw);
  if (answer === 'hang') return;
  if (answer === 'reset') request.socket.resetAndDestroy();
  else write(response, answer);
}

function write(response: ServerResponse, answer: Reply | Cut): void {
  const { status, headers, body } = answer instanceof Cut ? answer.reply : answer;
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
  if (answer instanceof Cut) response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy());
  else response.end(body);
}
