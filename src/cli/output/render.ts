import type { SarifOptions } from '../../../reporters/sarif/index.ts';
import type { Report, Reporter, ReporterOptions } from '../../model/index.ts';
import type { FormatName } from '../options/index.ts';
import type { Pieces } from './pieces.ts';

export interface RenderOptions extends ReporterOptions, SarifOptions {
  /** The formats of plug-ins. */
  readonly reporters?: Readonly<Record<string, Reporter>>;
}

/** Each format is loaded when it is asked for. */
const FORMATS: Readonly<Record<FormatName, () => Promise<(report: Report, options: RenderOptions) => Pieces>>> = {
  terminal: async () => (await import('../../../reporters/terminal/index.ts')).terminal,
  json: async () => (await import('../../../reporters/json.ts')).json,
  html: async () => (await import('../../../reporters/html/index.ts')).html,
  markdown: async () => (await import('../../../reporters/markdown/index.ts')).markdown,
  github: async () => (await import('../../../reporters/github.ts')).github,
  junit: async () => (await import('../../../reporters/junit.ts')).junit,
  asff: async () => (await import('../../../reporters/asff/index.ts')).asff,
  ocsf: async () => (await import('../../../reporters/ocsf/index.ts')).ocsf,
  sarif: async () => (await import('../../../reporters/sarif/index.ts')).sarif,
};

export async function render(name: string, report: Report, options: RenderOptions): Promise<Pieces> {
  const own = Object.entries(FORMATS).find(([format]) => format === name)?.[1];
  if (own !== undefined) return (await own())(report, options);
  const { reporters, lineHash: _lineHash, category: _category, ...given } = options;
  const text: unknown = reporters?.[name]?.(report, given);
  if (typeof text === 'string') return text;
  throw new TypeError(`the format gave ${text === undefined ? 'nothing' : typeof text}, not a text`);
}
