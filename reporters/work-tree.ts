import type { Location, Report, Result } from '../src/model/index.ts';

/**
 * The report with paths from the root of the work tree, as GitHub and GitLab read them: djaudit's own begin at the folder that
 * was scanned.
 */
export function fromWorkTree(report: Report): Report {
  const { folder } = report.target.repository ?? {};
  if (folder === undefined) return report;
  return { ...report, results: report.results.map((result) => moved(result, folder)) };
}

/** The place as the report has it, of one that begins at the root of the work tree. */
export function fromFolder({ target }: Report, location: Location): Location {
  const { folder } = target.repository ?? {};
  return folder === undefined ? location : { ...location, path: location.path.slice(folder.length + 1) };
}

function moved(result: Result, folder: string): Result {
  const { location, evidence, fix } = result;
  const at = <Place extends { readonly path: string }>(place: Place): Place => ({
    ...place,
    path: `${folder}/${place.path}`,
  });
  return {
    ...result,
    ...(location === undefined ? {} : { location: at(location) }),
    evidence: evidence.map((one) => (one.location === undefined ? one : { ...one, location: at(one.location) })),
    ...(fix === undefined
      ? {}
      : {
          fix: {
            ...fix,
            steps: fix.steps.map((step) => (step.kind === 'diff' ? { ...step, edit: at(step.edit) } : step)),
          },
        }),
  };
}
