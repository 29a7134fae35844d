import type { FileEdit, Report } from '../../model/index.ts';

/** The edits of one file, in order; none overlaps another. */
export interface FileEdits {
  readonly path: string;
  readonly edits: readonly FileEdit[];
}

/** The edits of the findings that are open: safe ones, and those that change what the code does when they are asked for. */
export function editsOf({ results }: Report, unsafe: boolean): readonly FileEdits[] {
  const all = results
    .filter(({ status }) => status === 'fail')
    .flatMap(({ fix }) => fix?.steps ?? [])
    .flatMap((step) => (step.kind === 'diff' && (unsafe || step.safety === 'safe') ? [step.edit] : []));
  const paths = [...new Set(all.map(({ path }) => path))].toSorted();
  return paths.map((path) => ({ path, edits: disjoint(all.filter((edit) => edit.path === path)) }));
}

/** Of edits that overlap, the first stays: the next scan offers the other again. */
function disjoint(edits: readonly FileEdit[]): readonly FileEdit[] {
  const kept: FileEdit[] = [];
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = kept.at(-1);
    if (last === undefined || edit.start > last.end || (edit.start === last.end && edit.end > edit.start))
      kept.push(edit);
  }
  return kept;
}

export function applied(text: string, edits: readonly FileEdit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: replacement } of edits) {
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}
