import type { Log } from 'sarif';
import type { Location, Report } from '../../src/model/index.ts';
import { jsonText } from '../neutralise.ts';
import { fromFolder, fromWorkTree } from '../work-tree.ts';
import { layersOf } from './layers.ts';
import { runOf } from './run.ts';

export interface SarifOptions {
  /** First part of every category: `djaudit`. GitHub keeps the alerts of each category apart. */
  readonly category?: string;
  /**
   * GitHub's hash of a line of the repository (`<hex>:<n>`). Without it there is none in the file, and the upload action
   * calculates it.
   */
  readonly lineHash?: (location: Location) => string | undefined;
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * For GitHub code scanning: one run for the repository and one for each account and region, findings only. What is accepted
 * or passed is left out, because GitHub would open it as an alert; what is unknown is a notification of the run.
 */
export function sarif(given: Report, options: SarifOptions = {}): string {
  const report = fromWorkTree(given);
  const { lineHash } = options;
  const hashed = lineHash && { lineHash: (place: Location) => lineHash(fromFolder(report, place)) };
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: layersOf(report).map((layer) => runOf(layer, report, { ...options, ...hashed })),
  };
  // A line for each result: 5,000 of them stay under the ten megabytes that validators take, and can be read with grep.
  return `${jsonText(log, 0).replaceAll('{"ruleId":', '\n{"ruleId":')}\n`;
}
