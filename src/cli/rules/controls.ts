import type { Controls } from '../../model/index.ts';

/** The frameworks by the catalogue's name, as people call them. */
export const FRAMEWORKS = {
  awsFsbp: 'AWS Foundational Security Best Practices',
  cisAws: 'CIS AWS Foundations Benchmark',
  wellArchitected: 'AWS Well-Architected Framework',
  soc2: 'SOC 2',
  owaspTop10_2021: 'OWASP Top 10 (2021)',
  owaspAsvs_4_0_3: 'OWASP ASVS 4.0.3',
  cwe: 'CWE',
  djangoCheck: 'Django system checks',
} as const satisfies Record<keyof Controls, string>;
export type Framework = keyof typeof FRAMEWORKS;

/** Related controls by framework: `['CIS AWS Foundations Benchmark 5.0', ['2.2.1']]`. */
export function controlLists(controls: Controls): readonly (readonly [name: string, ids: readonly string[]])[] {
  const { cisAws = {}, ...others } = controls;
  const flat = Object.entries(others).map(([key, ids]) => [FRAMEWORKS[key as Framework], ids] as const); // the keys are frameworks
  const cis = Object.entries(cisAws).map(([version, ids]) => [`${FRAMEWORKS.cisAws} ${version}`, ids] as const);
  return [...flat, ...cis].filter(([, ids]) => ids.length > 0);
}
