import { INLINE, inlineComments } from '../../config/index.ts';
import type { Exception, Warning } from '../../engine/index.ts';
import type { Rule } from '../../model/index.ts';
import { maskText } from '../../model/mask-text.ts';
import type { RepositoryReading } from '../../repo/index.ts';

/** The exceptions in the files of the repository, and the comments that are wrong. */
export function inlineExceptions(
  reading: RepositoryReading | undefined,
  known: readonly Rule[],
): { readonly exceptions: readonly Exception[]; readonly warnings: readonly Warning[] } {
  const files = (reading?.containing(INLINE) ?? []).map((path) => ({
    path,
    ...inlineComments(reading?.text(path) ?? '', known),
  }));
  return {
    exceptions: files.flatMap(({ path, exceptions }) =>
      exceptions.map(({ rules: ids, reason, until, line, from, to }) => ({
        rules: ids,
        where: { kind: 'lines' as const, path, from, to },
        reason: maskText(reason),
        ...(until === undefined ? {} : { until }),
        source: `${path}:${line}`,
      })),
    ),
    warnings: files.flatMap(({ path, mistakes }) =>
      mistakes.map(({ line, message }) => ({ path: `${path}:${line}`, message })),
    ),
  };
}
