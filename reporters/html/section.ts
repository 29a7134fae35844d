import type { Report, ReporterOptions } from '../../src/model/index.ts';
import type { Markup } from './markup.ts';

/** A part of the page with its own heading; nothing where the report has nothing to say there. */
export type Section = (report: Report, options: ReporterOptions) => Markup | undefined;
