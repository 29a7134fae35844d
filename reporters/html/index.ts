import type { Report, ReporterOptions } from '../../src/model/index.ts';
import { page } from './page.ts';
import { scores } from './scores.ts';
import type { Section } from './section.ts';

/** In the order of the page. */
const SECTIONS: readonly Section[] = [scores];

/** The compliance report: one file that asks for nothing else. */
export function html(report: Report, options: ReporterOptions): string {
  const sections = SECTIONS.map((section) => section(report, options)).filter((section) => section !== undefined);
  return page(report, sections).markup;
}
