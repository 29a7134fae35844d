import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as catalogue from '../../rules/index.ts';
import { chapterOf, type Rule } from '../../src/model/index.ts';

/**
 * Every rule's table has cases of every kind: compliant, violating, what cannot be told, and traps. A trap is something that
 * looks like a mistake and is none: a case in `silent`, or a second one that passes.
 */
const KINDS = ['pass', 'fail', 'unknown', 'silent'] as const;
type Counts = Readonly<Record<(typeof KINDS)[number], number>>;

/** The cases of the tables in a test file, by kind. */
function countsIn(file: URL): Counts {
  const counts = { pass: 0, fail: 0, unknown: 0, silent: 0 };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'testRule') add(counts, node.arguments[1]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file.pathname, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return counts;
}

function add(counts: Record<(typeof KINDS)[number], number>, table: ts.Expression | undefined): void {
  if (table === undefined || !ts.isObjectLiteralExpression(table)) return;
  for (const property of table.properties) {
    const kind = KINDS.find((one) => one === property.name?.getText());
    if (kind === undefined || !ts.isPropertyAssignment(property)) continue;
    const { initializer } = property;
    counts[kind] += ts.isObjectLiteralExpression(initializer) ? initializer.properties.length : 1;
  }
}

describe.each(Object.values<Rule>(catalogue))('the table of $id', (rule) => {
  const counts = countsIn(new URL(`${rule.id}.test.ts`, import.meta.url));
  const source = readFileSync(new URL(`../../rules/${chapterOf(rule.topic)}/${rule.id}.ts`, import.meta.url), 'utf8');

  it('has what passes and what fails', () => {
    expect(counts.pass).toBeGreaterThan(0);
    expect(counts.fail).toBeGreaterThan(0);
  });

  it('has what cannot be told, where the rule itself says so and not the engine for want of a fact', () => {
    if (/\bunknown\(|withOptions\(/.test(source)) expect(counts.unknown).toBeGreaterThan(0);
  });

  it('has traps', () => {
    expect(counts.silent + counts.pass).toBeGreaterThan(1);
  });
});
