import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVICES as COLLECTED, DECLARATIONS } from '../../src/aws/declarations.ts';
import type { Client, Operation } from './client.ts';
import { clientOf } from './client.ts';
import { signatureOf } from './credentials.ts';
import { sdk } from './sdk.ts';
import type { ServiceName } from './services.ts';
import { SERVICE_NAMES } from './services.ts';
import type { Understood } from './wire/request.ts';
import { understand } from './wire/request.ts';

/** Every operation of every client is sent by the SDK itself; the fake has to name it and to read its input back. */

let url = '';
let seen: Understood | undefined;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const raw = {
      method: request.method ?? '',
      url: new URL(request.url ?? '/', url),
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    void understand(raw, signatureOf(request.headers.authorization)?.service)
      .then((understood) => (seen = understood))
      .finally(() => response.writeHead(400).end());
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** An input with every required member, and every scalar and list of scalars that is on the wire. */
function sample(operation: Operation): Record<string, unknown> {
  if (!operation.input.isStructSchema()) return {};
  const raw = operation.input.getSchema();
  const required = Array.isArray(raw) && typeof raw[6] === 'number' ? raw[6] : 0;
  const members = [...operation.input.structIterator()].map(([name, member], index) => {
    const { httpLabel } = member.getMergedTraits();
    const asked = index < required || httpLabel !== undefined || member.isListSchema();
    return [name, asked ? valueFor(name, member, index) : undefined] as const;
  });
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

function valueFor(name: string, member: Operation['input'], index: number): unknown {
  if (member.isStringSchema()) return name === 'AccountId' ? '111122223333' : `a-${index}`;
  if (member.isNumericSchema()) return 7;
  if (member.isBooleanSchema()) return true;
  if (member.isTimestampSchema()) return new Date(1_700_000_000_000);
  return member.isListSchema() && member.getValueSchema().isStringSchema() ? ['x', 'y'] : undefined;
}

async function send(service: ServiceName, operation: Operation, input: Record<string, unknown>): Promise<void> {
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
  const ask = await sdk(service, { endpoint: url, region: 'eu-west-1', credentials });
  seen = undefined;
  await ask(operation.name, input).catch(() => undefined);
}

function readOnly(client: Client): Operation[] {
  return [...client.operations.values()].filter(({ name }) => /^(Describe|List|Get|Head)/.test(name));
}

/** Directory buckets are signed and addressed in their own way, and no part of an audit. */
const LEFT_OUT = new Set(['s3:ListDirectoryBuckets']);

describe.each(SERVICE_NAMES)('%s', (service) => {
  it('names every reading operation and reads its input back', async () => {
    const client = await clientOf(service);
    const wrong: string[] = [];
    for (const operation of readOnly(client)) {
      if (LEFT_OUT.has(`${service}:${operation.name}`)) continue;
      const input = sample(operation);
      await send(service, operation, input);
      const { operation: named, input: read } = seen ?? {};
      if (named?.name !== operation.name) wrong.push(`${operation.name} is taken for ${named?.name ?? 'nothing'}`);
      else {
        const lost = Object.keys(input).filter((name) => JSON.stringify(read?.[name]) !== JSON.stringify(input[name]));
        if (lost.length > 0) wrong.push(`${operation.name} loses ${lost.join(', ')}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

it('has every operation that the collectors send', async () => {
  const asked = Object.values(DECLARATIONS).flatMap(({ service, calls }) =>
    calls.map((call) => [service, call] as const),
  );
  const missing: string[] = [];
  for (const [service, call] of asked)
    if (!(await clientOf(service)).operations.has(call)) missing.push(`${service}:${call}`);
  expect(missing).toEqual([]);
  expect(Object.keys(COLLECTED).sort()).toEqual([...SERVICE_NAMES].sort());
});
