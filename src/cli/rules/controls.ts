import { type Controls, FRAMEWORKS, type Framework } from '../../model/index.ts';

/** Related controls by framework: `['CIS AWS Foundations Benchmark 5.0', ['2.2.1']]`. */
export function controlLists(controls: Controls): readonly (readonly [name: string, ids: readonly string[]])[] {
  const { cisAws = {}, ...others } = controls;
  const flat = Object.entries(others).map(([key, ids]) => [FRAMEWORKS[key as Framework], ids] as const); // the keys are frameworks
  const cis = Object.entries(cisAws).map(([version, ids]) => [`${FRAMEWORKS.cisAws} ${version}`, ids] as const);
  return [...flat, ...cis].filter(([, ids]) => ids.length > 0);
}
