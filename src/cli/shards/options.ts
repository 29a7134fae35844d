import type { ScanArguments } from '../audit/scan-audit.ts';

/** What says how a scan is judged, or where its repository is. Plug-ins are allowed anew by whoever joins the parts. */
const RECORDED = [
  'path',
  'settings',
  'env-file',
  'environment',
  'base-ref',
  'include',
  'exclude',
  'config',
  'only',
  'skip',
  'min-severity',
  'goal',
  'topic',
  'scope',
  'baseline',
  'fail-on',
  'fail-on-incomplete',
  'exit-zero',
] as const satisfies readonly (keyof ScanArguments)[];

export type Recorded = Pick<ScanArguments, (typeof RECORDED)[number]>;

/** The options of a scan that its part keeps, as they were given. */
export function recorded(args: ScanArguments): Readonly<Record<string, unknown>> {
  return Object.fromEntries(RECORDED.flatMap((name) => (args[name] === undefined ? [] : [[name, args[name]]])));
}
