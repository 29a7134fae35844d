import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountSpec } from './account.ts';
import { answerOf, notInFixture } from './account.ts';
import { actionOf } from './actions.ts';
import { AwsError } from './answers.ts';
import { isEnabled } from './baseline.ts';
import type { Caller, Keyring, Signature } from './credentials.ts';
import { signatureOf } from './credentials.ts';
import { cut, Tokens } from './cut.ts';
import type { Struck, Trouble } from './faults.ts';
import { errorOf, Faults } from './faults.ts';
import type { AccountOptions, Recorded } from './server.ts';
import { entryOf } from './services.ts';
import { stsAnswers } from './sts.ts';
import type { Reply } from './wire/answer.ts';
import { reply } from './wire/answer.ts';
import { defectOf } from './wire/check.ts';
import { errorReply } from './wire/error.ts';
import type { Raw, Understood } from './wire/request.ts';
import { understand } from './wire/request.ts';

type Options = AccountOptions & { readonly id: string; readonly region: string };

/** An answer that breaks off in the middle. */
export class Cut {
  readonly reply: Reply;

  constructor(whole: Reply) {
    this.reply = whole;
  }
}

/** Takes requests in, as AWS's front desk does: who asks, whether they may, what they ask, what the answer is. */
export class Desk {
  readonly requests: Recorded[] = [];
  readonly unanswered: string[] = [];
  readonly defects: string[] = [];
  readonly #options: Options;
  readonly #keyring: Keyring;
  readonly #faults: Faults;
  readonly #tokens = new Tokens();
  readonly #started = performance.now();

  constructor(options: Options, keyring: Keyring) {
    this.#options = options;
    this.#keyring = keyring;
    this.#faults = new Faults(options.faults ?? []);
  }

  async answer(raw: Raw): Promise<Reply | Cut | 'hang' | 'reset'> {
    const signature = signatureOf(raw.headers.authorization);
    const understood = await understand(raw, signature?.service).catch((error: unknown) => asAwsError(error));
    if (understood instanceof AwsError) return unreadable(understood);
    if (this.#options.latencyMs !== undefined) await sleep(this.#options.latencyMs);
    const at = performance.now() - this.#started;
    const answer = await this.#answerTo(raw, understood, signature);
    this.#record(understood, signature, statusOf(answer), at);
    return answer;
  }

  async #answerTo(
    raw: Raw,
    understood: Understood,
    signature: Signature | undefined,
  ): Promise<Reply | Cut | 'hang' | 'reset'> {
    const { client, operation } = understood;
    const id = randomUUID();
    const refuse = (error: AwsError) => errorReply(client, error, id, raw.method === 'HEAD');
    try {
      const caller = signature === undefined ? undefined : this.#keyring.callerOf(signature.accessKeyId);
      const struck = this.#struck(understood, signature, caller);
      const troubles = this.#faults.striking(struck);
      for (const trouble of troubles)
        if (typeof trouble === 'object' && 'latencyMs' in trouble) await sleep(trouble.latencyMs);
      const ending = troubles.find((trouble) => trouble === 'hang' || trouble === 'reset');
      if (ending === 'hang' || ending === 'reset') return ending;
      if (troubles.includes('html-502')) return BAD_GATEWAY;
      const error = errorAmong(troubles, struck) ?? this.#regionError(struck);
      if (error !== undefined) return refuse(error);
      const output = await this.#output(understood, struck, caller);
      const whole = reply(client, operation, output, id);
      if (troubles.includes('empty-answer')) return { ...whole, body: '' };
      return troubles.includes('cut-answer') ? new Cut(whole) : whole;
    } catch (error) {
      return refuse(asAwsError(error));
    }
  }

  #struck({ client, operation }: Understood, signature: Signature | undefined, caller: Caller | undefined): Struck {
    return {
      client,
      operation: operation.name,
      region: signature?.region ?? this.#options.region,
      account: caller?.account ?? this.#options.id,
      arn: caller?.arn ?? 'anonymous',
    };
  }

  #regionError(struck: Struck): AwsError | undefined {
    const enabled = [
      this.#options.region,
      ...Object.keys(this.#options.regions ?? {}),
      ...(this.#options.optedIn ?? []),
    ];
    if (entryOf(struck.client.service).global === true || isEnabled(struck.region, enabled)) return undefined;
    return errorOf('region-disabled', struck);
  }

  async #output(
    { operation, input }: Understood,
    struck: Struck,
    caller: Caller | undefined,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { account, region } = struck;
    const { pageSize } = this.#options;
    const call = { account, region, home: this.#options.region, pageSize, optedIn: this.#options.optedIn ?? [] };
    const whole = await answerOf(this.#spec(account, caller), operation, input, call);
    if (whole === undefined) {
      this.unanswered.push(`${operation.service}:${operation.name}`);
      throw notInFixture(operation);
    }
    const defect = defectOf(operation.output, whole);
    if (defect !== undefined) throw this.#defect(`${operation.service}:${operation.name}: ${defect}`);
    const pages = await operation.pages();
    return pages === undefined
      ? whole
      : cut(operation, pages, whole, input, { tokens: this.#tokens, scope: `${account} ${region}`, pageSize });
  }

  #defect(message: string): AwsError {
    this.defects.push(message);
    return new AwsError('DefectInFixture', message);
  }

  #spec(account: string, caller: Caller | undefined): AccountSpec {
    const { id, answers, regions = {}, accounts = {}, roles = {} } = this.#options;
    const spec = account === id ? { answers, regions } : accounts[account];
    if (spec === undefined) throw new AwsError('InvalidClientTokenId', `there is no account ${account}`, 403);
    const sts = stsAnswers(caller, { keyring: this.#keyring, roles, expiration: new Date(Date.now() + 3_600_000) });
    return { ...spec, answers: { ...spec.answers, sts: { ...sts, ...spec.answers.sts } } };
  }

  #record({ operation, input }: Understood, signature: Signature | undefined, status: number, at: number): void {
    const { service, name } = operation;
    const { region = this.#options.region, accessKeyId } = signature ?? {};
    const account = accessKeyId === undefined ? this.#options.id : this.#accountOf(accessKeyId);
    const request = { service, operation: name, action: actionOf(service, name), region, account, input, status, at };
    this.requests.push(request);
    this.#options.onRequest?.(request);
  }

  #accountOf(accessKeyId: string): string {
    try {
      return this.#keyring.callerOf(accessKeyId).account;
    } catch {
      return '';
    }
  }
}

const BAD_GATEWAY: Reply = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>\r\n',
};

function errorAmong(troubles: readonly Trouble[], struck: Struck): AwsError | undefined {
  return troubles.map((trouble) => errorOf(trouble, struck)).find((error) => error !== undefined);
}

/** What an answer function throws and is no error of AWS's is a defect of the fixture. */
function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  return new AwsError('DefectInFixture', error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** A request of which not even the service is known is answered in plain words. */
function unreadable(error: AwsError): Reply {
  return { status: error.status, headers: { 'content-type': 'text/plain' }, body: `${error.code}: ${error.message}\n` };
}

function statusOf(answer: Reply | Cut | 'hang' | 'reset'): number {
  if (answer === 'hang' || answer === 'reset') return 0;
  return answer instanceof Cut ? answer.reply.status : answer.status;
}
