import type { Report, ReporterOptions } from '../../src/model/index.ts';
import { markup } from './markup.ts';
import { scores } from './scores.ts';
import type { Section } from './section.ts';

/** In the order of the page. */
const SECTIONS: readonly Section[] = [scores];

/** The compliance report: one file that asks for nothing else. */
export function html(report: Report, options: ReporterOptions): string {
  const page = markup`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>djaudit</title></head>
<body><main><h1>djaudit</h1>${SECTIONS.map((section) => section(report, options))}</main></body>
</html>
`;
  return page.markup;
}
