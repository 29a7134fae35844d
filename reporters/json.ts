import type { Report } from '../src/model/index.ts';
import { jsonText } from './neutralise.ts';

/** The report itself: version 1 is described by schema/report-1.json. */
export function json(report: Report): string {
  return `${jsonText(report)}\n`;
}
