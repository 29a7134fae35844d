import type { NormalizedSchema } from '@smithy/core/schema';
import { describe, expect, it } from 'vitest';
import { DECLARATIONS } from '../../src/aws/declarations.ts';
import type { Operation } from './client.ts';
import { clientOf } from './client.ts';
import type { Answers } from './index.ts';
import { startAccount } from './index.ts';
import type { Pages } from './pages.ts';
import { sdk } from './sdk.ts';

type Structure = Readonly<Record<string, unknown>>;

/** The least that a list can hold. */
function item(schema: NormalizedSchema, index: number): unknown {
  if (schema.isStringSchema()) return `x-${index}`;
  const [name] = [...schema.structIterator()].find(([, member]) => member.isStringSchema()) ?? [];
  return name === undefined ? {} : { [name]: `x-${index}` };
}

/** An answer with three items in the first list that is cut. */
function answer(operation: Operation, pages: Pages): Structure {
  const path = pages.outputToken.slice(0, -1);
  const holder = path.reduce((schema, member) => schema.getMemberSchema(member), operation.output);
  const [list = ''] = pages.lists;
  const items = [0, 1, 2].map((index) => item(holder.getMemberSchema(list).getValueSchema(), index));
  return path.reduceRight<Structure>((inner, name) => ({ [name]: inner }), { [list]: items });
}

function listAt(output: Structure, pages: Pages): readonly unknown[] {
  const holder = pages.outputToken.slice(0, -1).reduce((at, name) => at[name] as Structure, output);
  return (holder[pages.lists[0] ?? ''] ?? []) as readonly unknown[];
}

function tokenAt(output: Structure, pages: Pages): unknown {
  return pages.outputToken.reduce<unknown>((at, name) => (at as Structure)[name], output);
}

const operations = await Promise.all(
  [
    ...new Set(Object.values(DECLARATIONS).flatMap(({ service, calls }) => calls.map((call) => `${service}:${call}`))),
  ].map(async (name) => {
    const [service, call = ''] = name.split(':');
    const declared = Object.values(DECLARATIONS).find((one) => one.service === service);
    const operation = declared === undefined ? undefined : (await clientOf(declared.service)).operations.get(call);
    return { name, operation, pages: await operation?.pages() };
  }),
);
const paged = operations.flatMap(({ name, operation, pages }) =>
  operation === undefined || pages === undefined || pages.lists.length === 0 ? [] : [{ name, operation, pages }],
);

describe('a page of one', () => {
  it.each(paged)('$name', async ({ operation, pages }) => {
    const answers = { [operation.service]: { [operation.name]: answer(operation, pages) } } as Answers;
    const account = await startAccount({ answers, pageSize: 1 });
    const { url, region, keys } = account;
    const credentials = { accessKeyId: keys.AccessKeyId, secretAccessKey: keys.SecretAccessKey };
    const ask = await sdk(operation.service, { endpoint: url, region, credentials });
    const found: unknown[] = [];
    let token: unknown;
    do {
      const input = { ...required(operation), ...(token === undefined ? {} : { [pages.inputToken]: token }) };
      const page = await ask(operation.name, input);
      expect(listAt(page, pages)).toHaveLength(1);
      found.push(...listAt(page, pages));
      token = tokenAt(page, pages);
    } while (token !== undefined && token !== '');
    expect(found).toHaveLength(3);
    expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(3);
    await expect(ask(operation.name, { ...required(operation), [pages.inputToken]: 'made-up' })).rejects.toThrow(
      'made-up',
    );
    await account.close();
  });
});

/** What the SDK refuses to send without. */
function required(operation: Operation): Structure {
  const raw = operation.input.getSchema();
  const count = Array.isArray(raw) && typeof raw[6] === 'number' ? raw[6] : 0;
  const members = [...operation.input.structIterator()].slice(0, count);
  return Object.fromEntries(
    members.map(([name, member]) => [name, member.isStringSchema() ? 'x' : member.isListSchema() ? ['x'] : 1]),
  );
}

it('knows no operation of the collectors that gives a token and is not paged', () => {
  const gives = ({ operation }: (typeof operations)[number]) =>
    operation?.output.isStructSchema() === true &&
    [...operation.output.structIterator()].some(([name]) => /token|marker/i.test(name));
  const unpaged = operations.filter((one) => (one.pages?.lists ?? []).length === 0 && gives(one));
  // Its findings stand one level deeper, and only their counts are read.
  expect(unpaged.map(({ name }) => name)).toEqual(['ecr:DescribeImageScanFindings']);
});
