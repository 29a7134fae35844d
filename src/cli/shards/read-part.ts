import { keepOnce, shareIn } from '../../aws/snapshot.ts';
import type { Report, ReportShard } from '../../model/index.ts';
import type { Part } from './check-parts.ts';

/** Takes the evidence out of parts. A text that stands in several of them is kept once. */
export class PartReader {
  readonly #once = keepOnce();

  part(file: string, report: Report, { evidence, ...shard }: ReportShard): Part {
    return { file, report: { ...report, shard }, share: shareIn(evidence, this.#once) };
  }
}
