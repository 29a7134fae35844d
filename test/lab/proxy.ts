import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { actionOf } from '../account/actions.ts';
import type { Answers } from '../account/answers.ts';
import { AwsError } from '../account/answers.ts';
import { signatureOf } from '../account/credentials.ts';
import { cut, Tokens } from '../account/cut.ts';
import type { Reply } from '../account/wire/answer.ts';
import { reply } from '../account/wire/answer.ts';
import { errorReply } from '../account/wire/error.ts';
import type { Raw, Understood } from '../account/wire/request.ts';
import { understand } from '../account/wire/request.ts';

/** Who stands between the command and moto: it writes down what is asked, and answers what moto cannot. */
export interface Proxy {
  readonly url: string;
  /** Every request since the last `forget`, as `rds:DescribeDBInstances`. */
  readonly asked: readonly Asked[];
  readonly forget: () => void;
  readonly stop: () => void;
}

export interface Asked {
  /** `<service>:<operation>`, by botocore's names. */
  readonly operation: string;
  readonly action: string;
  readonly method: string;
  readonly status: number;
}

interface Where {
  readonly account: string;
  readonly region: string;
}

type AnswerFunction = (input: unknown, call: Where) => unknown;

const ID = 'answered-in-front-of-moto';

/** @param instead what moto lacks or lies about, answered here */
export async function startProxy(target: string, account: string, instead: Answers): Promise<Proxy> {
  const asked: Asked[] = [];
  const tokens = new Tokens();
  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(String(error));
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await read(request);
    const signature = signatureOf(raw.headers.authorization);
    const understood = await understand(raw, signature?.service).catch(() => undefined);
    const region = signature?.region ?? '';
    const own = understood === undefined ? undefined : await answerHere(understood, { account, region });
    const status = own === undefined ? await forward(target, raw, response) : write(response, own);
    asked.push({ ...nameOf(understood, raw), method: raw.method, status });
  }

  async function answerHere(understood: Understood, call: Where) {
    const answers: Readonly<Record<string, unknown>> = instead[understood.operation.service] ?? {};
    const answer = answers[understood.operation.name];
    if (answer === undefined) return undefined;
    return await ownReply(understood, answer, call, tokens).catch((error: unknown) => {
      if (error instanceof AwsError) return errorReply(understood.client, error, ID);
      throw error;
    });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    forget: () => asked.splice(0),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** As the fake account answers: whole answers are cut into pages. */
async function ownReply(
  { client, operation, input }: Understood,
  answer: unknown,
  call: Where,
  tokens: Tokens,
): Promise<Reply> {
  const given: unknown = typeof answer === 'function' ? await (answer as AnswerFunction)(input, call) : answer;
  const whole = given as Readonly<Record<string, unknown>>; // typed where it is written
  const pages = await operation.pages();
  const output =
    pages === undefined
      ? whole
      : cut(operation, pages, whole, input, { tokens, scope: call.region, pageSize: undefined });
  return reply(client, operation, output, ID);
}

async function read(request: IncomingMessage): Promise<Raw> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://127.0.0.1'),
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function nameOf(understood: Understood | undefined, raw: Raw): Pick<Asked, 'operation' | 'action'> {
  if (understood === undefined) return { operation: `${raw.method} ${raw.url.pathname}`, action: 'unknown' };
  const { service, name } = understood.operation;
  return { operation: `${service}:${name}`, action: actionOf(service, name) };
}

function write(
  response: ServerResponse,
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string },
): number {
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
  return answer.status;
}

function forward(target: string, raw: Raw, response: ServerResponse): Promise<number> {
  return new Promise((resolve, reject) => {
    const url = new URL(raw.url.pathname + raw.url.search, target);
    const onward = send(url, { method: raw.method, headers: { ...raw.headers, host: url.host } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.once('end', () => resolve(answer.statusCode ?? 502));
      answer.once('error', reject);
    });
    onward.once('error', reject);
    onward.end(raw.body);
  });
}
