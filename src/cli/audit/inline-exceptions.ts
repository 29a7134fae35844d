import { inlineComments } from '../../config/index.ts';
import type { Exception, Warning } from '../../engine/index.ts';
import type { Result, Rule } from '../../model/index.ts';

/** The exceptions in the files that the results name, and the comments that are wrong. */
export function inlineExceptions(
  results: readonly Result[],
  rules: readonly Rule[],
  text: ((path: string) => string | undefined) | undefined,
): { readonly exceptions: readonly Exception[]; readonly warnings: readonly Warning[] } {
  const paths = [...new Set(results.flatMap(({ location }) => location?.path ?? []))].toSorted();
  const files = paths.map((path) => ({ path, ...inlineComments(text?.(path) ?? '', rules) }));
  return {
    exceptions: files.flatMap(({ path, exceptions }) =>
      exceptions.map(({ rules: ids, reason, until, line, from, to }) => ({
        rules: ids,
        where: { kind: 'lines' as const, path, from, to },
        reason,
        ...(until === undefined ? {} : { until }),
        source: `${path}:${line}`,
      })),
    ),
    warnings: files.flatMap(({ path, mistakes }) =>
      mistakes.map(({ line, message }) => ({ path: `${path}:${line}`, message })),
    ),
  };
}
