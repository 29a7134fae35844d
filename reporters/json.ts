import type { Report } from '../src/model/index.ts';
import { jsonText } from './neutralise.ts';

/**
 * The report itself: version 1 is described by schema/report-1.json. In pieces, an element of a list at a time: of a hundred
 * thousand verdicts the text is larger than they are.
 */
export function* json(report: Report): Generator<string> {
  let before = '{\n  ';
  for (const [name, value] of Object.entries(report) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${before}${jsonText(name)}: `;
    if (Array.isArray(value) && value.length > 0) yield* list(value);
    else yield within(jsonText(value), 1);
    before = ',\n  ';
  }
  yield '\n}\n';
}

function* list(items: readonly unknown[]): Generator<string> {
  let before = '[\n    ';
  for (const item of items) {
    yield before + within(jsonText(item), 2);
    before = ',\n    ';
  }
  yield '\n  ]';
}

/** Lines begin as they do that deep in the whole. */
function within(text: string, depth: number): string {
  return text.replaceAll('\n', `\n${'  '.repeat(depth)}`);
}
