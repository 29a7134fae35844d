import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Terraform, TerraformValue } from '../../../src/model/repository/index.ts';
import { factOf } from '../fact.ts';

/** What Terraform itself said: scripts/terraform-expressions.mjs asks it. */
interface Case {
  readonly expression: string;
  readonly value?: unknown;
  readonly refused?: true;
}

const CASES = JSON.parse(readFileSync(new URL('expressions.json', import.meta.url), 'utf8')) as readonly Case[];

/** What we do not compute. */
const LEFT_OPEN = [
  /^\(1 \+ 2\) \* 3$/,
  /^upper\("ß"\)$/,
  /^replace\("abc", "\/b\/"/,
  /^"%\{ if/,
  /^[[{]for /,
  /\[\*\]/,
  /^try\(local/,
  /^tomap\(\{a = 1, b/,
  /^1e2$/,
];

const NAMES = 'locals {\n  names = { a = 1, "b-c" = [true] }\n}\n';

async function valuesOf(expressions: readonly string[]): Promise<readonly (TerraformValue | undefined)[]> {
  const attributes = expressions.map((expression, at) => `  a${at} = ${expression}\n`).join('');
  const text = `${NAMES}variable "x" {}\nresource "some_thing" "it" {\n${attributes}}\n`;
  const { resources } = await factOf<Terraform>({ 'main.tf': text }, 'repository.terraform');
  return expressions.map((_, at) => resources[0]?.attributes[`a${at}`]);
}

describe('an expression has the value that Terraform gives it, or none', () => {
  let values: readonly (TerraformValue | undefined)[];
  beforeAll(async () => {
    values = await valuesOf(CASES.map(({ expression }) => expression));
  });

  it.each(CASES.map((given, at) => [given.expression, given, at] as const))('%s', (expression, given, at) => {
    const open = given.refused === true || LEFT_OPEN.some((pattern) => pattern.test(expression));
    if (open && expression !== 'sensitive("x")') expect(values[at]).toMatchObject({ status: 'unknown' });
    else expect(values[at]).toMatchObject({ status: 'known', value: given.value ?? (given.refused ? 'x' : null) });
  });
});

it.each([
  'join(",", ["a", var.x])',
  'jsonencode({ a = [var.x] })',
  'coalesce(null, var.x, "z")',
  'contains(["a", var.x], "b")',
  'local.names[var.x]',
  'flatten([["a"], var.x])',
  'distinct(["a", var.x])',
  '[var.x] == ["a"]',
  'var.x ? 1 : 2',
  'try(var.x, 1)',
  '"${var.x}-suffix"',
  'toset([var.x])',
  'format("%s", var.x)',
  'max(1, var.x)',
  'data.aws_vpc.main.id',
  'each.value',
  'path.module',
  'local.nothing',
  'module.elsewhere.output',
  'element([1], var.x)',
])('%s is not known before Terraform runs', async (expression) => {
  const [value] = await valuesOf([expression]);
  expect(value?.status).toBe('unknown');
});

it('keeps the known parts of a container beside those that are not known', async () => {
  const [merged, length] = await valuesOf(['merge({ a = 1 }, { b = var.x })', 'length([var.x, 1])']);
  expect(merged).toMatchObject({ status: 'known', value: { a: 1, b: { $unknown: expect.stringContaining('var.x') } } });
  expect(length).toMatchObject({ status: 'known', value: 2 });
});
