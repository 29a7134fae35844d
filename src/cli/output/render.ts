import type { SarifOptions } from '../../../reporters/sarif/index.ts';
import type { Report, ReporterOptions } from '../../model/index.ts';
import type { FormatName } from '../options/index.ts';

export interface RenderOptions extends ReporterOptions, SarifOptions {
  /** Earlier reports, the oldest first. */
  readonly history?: readonly Report[];
}

/** Each format is loaded when it is asked for. */
const FORMATS: Readonly<Record<FormatName, () => Promise<(report: Report, options: RenderOptions) => string>>> = {
  terminal: async () => (await import('../../../reporters/terminal/index.ts')).terminal,
  json: async () => (await import('../../../reporters/json.ts')).json,
  markdown: async () => (await import('../../../reporters/markdown.ts')).markdown,
  github: async () => (await import('../../../reporters/github.ts')).github,
  junit: async () => (await import('../../../reporters/junit.ts')).junit,
  sarif: async () => (await import('../../../reporters/sarif/index.ts')).sarif,
};

export async function render(name: FormatName, report: Report, options: RenderOptions): Promise<string> {
  return (await FORMATS[name]())(report, options);
}
