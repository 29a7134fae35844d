import type { Report, ReporterOptions } from '../../src/model/index.ts';
import { attestations } from './attestations.ts';
import { changes } from './changes.ts';
import { coverage } from './coverage.ts';
import { exceptions } from './exceptions.ts';
import { findings } from './findings.ts';
import { frameworks } from './frameworks.ts';
import { notApplicable } from './not-applicable.ts';
import { page } from './page.ts';
import { passes } from './passes.ts';
import { picture } from './picture/index.ts';
import { rules } from './rules.ts';
import { scores } from './scores.ts';
import type { Section } from './section.ts';
import { trend } from './trend.ts';
import { unknowns } from './unknowns.ts';

/** In the order of the page. */
const SECTIONS: readonly Section[] = [
  coverage,
  scores,
  changes,
  trend,
  picture,
  findings,
  unknowns,
  exceptions,
  attestations,
  frameworks,
  passes,
  notApplicable,
  rules,
];

/** The compliance report: one file that asks for nothing else. */
export function html(report: Report, options: ReporterOptions): string {
  const sections = SECTIONS.map((section) => section(report, options)).filter((section) => section !== undefined);
  return page(report, sections).markup;
}
