import type { Controls } from '../src/model/index.ts';
import { plain } from './neutralise.ts';

/** Security Hub takes 32 of 64 characters. */
const MOST = 32;
const LONGEST = 64;

/** The frameworks as Security Hub's own findings shorten them. */
const NAMES = {
  awsFsbp: 'FSBP',
  wellArchitected: 'Well-Architected',
  soc2: 'SOC 2',
  owaspTop10_2021: 'OWASP Top 10 2021',
  owaspAsvs_4_0_3: 'OWASP ASVS 4.0.3',
  cwe: 'CWE',
  djangoCheck: 'Django check',
} as const satisfies Record<Exclude<keyof Controls, 'cisAws'>, string>;

/** Related controls: "related to", never "compliant with". */
export function requirements({ cisAws = {}, ...others }: Controls): readonly string[] {
  const cis = Object.entries(cisAws).flatMap(([version, ids]) =>
    ids.map((id) => `CIS AWS Foundations ${version}/${id}`),
  );
  const rest = (Object.keys(NAMES) as (keyof typeof NAMES)[]) // its keys are the frameworks
    .flatMap((framework) => (others[framework] ?? []).map((id) => `${NAMES[framework]}/${id}`));
  return [...new Set([...cis, ...rest].map((text) => plain(text, LONGEST)))]
    .filter((text) => text !== '')
    .slice(0, MOST);
}

/** The frameworks of which there is a control. */
export function standards(controls: Controls): readonly string[] {
  const names = requirements(controls).map((requirement) => requirement.slice(0, requirement.indexOf('/')));
  return [...new Set(names)];
}
