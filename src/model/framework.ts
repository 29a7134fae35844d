import type { Report, ReportRule, Result } from './report.ts';
import type { Controls } from './rule.ts';

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

/** What a framework calls its controls, and how many there are where that is known for certain. */
interface Extent {
  readonly noun: readonly [one: string, many: string];
  /** By version; under the empty text for a framework without. */
  readonly sizes: Readonly<Record<string, number>>;
  /** What of the ids is a control; the others name a chapter of them. */
  readonly isControl?: (id: string) => boolean;
}

/**
 * Counted in November 2026. CIS AWS Foundations: the identifiers of each version, alike in two crosswalks of open-source
 * scanners (of December 2025 and August 2026; 7.0 in the second alone). SOC 2: the trust services criteria of 2017: 33 common
 * ones, 3 of availability, 2 of confidentiality, 5 of processing integrity, 18 of privacy. AWS adds controls to its best
 * practices every month, so that no number of them is given; nor are CWE or the questions of Well-Architected counted.
 */
const EXTENTS: Readonly<Record<Exclude<Framework, 'djangoCheck'>, Extent>> = {
  awsFsbp: { noun: ['control', 'controls'], sizes: {} },
  cisAws: {
    noun: ['recommendation', 'recommendations'],
    sizes: { '3.0': 62, '4.0': 64, '5.0': 63, '6.0': 63, '7.0': 70 },
  },
  wellArchitected: { noun: ['question', 'questions'], sizes: {}, isControl: (id) => /\d/.test(id) },
  soc2: { noun: ['criterion', 'criteria'], sizes: { '': 61 } },
  owaspTop10_2021: { noun: ['category', 'categories'], sizes: { '': 10 } },
  owaspAsvs_4_0_3: {
    noun: ['requirement', 'requirements'],
    sizes: {},
    isControl: (id) => id.split('.').length === 3,
  },
  cwe: { noun: ['weakness', 'weaknesses'], sizes: {} },
};

/** What a report says of the controls of a framework, or of one version of it, to which its rules are related. */
export interface FrameworkCoverage {
  readonly id: keyof typeof EXTENTS;
  readonly version?: string;
  /** "CIS AWS Foundations Benchmark 5.0" */
  readonly name: string;
  readonly noun: Extent['noun'];
  /** How many controls the framework has; absent where that is not known for certain. */
  readonly size?: number;
  /** Of which something was judged. A rule looks at a part of what a control asks for: this is no compliance. */
  readonly covered: number;
  /** By number. */
  readonly controls: readonly ControlCoverage[];
}

/** `idle`: its rules ran and found nothing to judge. */
export type ControlStatus = 'failing' | 'open' | 'accepted' | 'passing' | 'idle';

export interface ControlCoverage {
  readonly id: string;
  /** Ids of the related rules that were judged, sorted. */
  readonly rules: readonly string[];
  /** Verdicts of these rules. */
  readonly fail: number;
  readonly unknown: number;
  readonly accepted: number;
  readonly pass: number;
  readonly status: ControlStatus;
  /** The name of a chapter of controls, which is none itself. */
  readonly chapter?: true;
  /** djaudit.yml makes one of the rules looser: less than it asks for by itself was judged. */
  readonly looser: boolean;
}

/** Frameworks in their order, the newest version of each first. What no rule that was judged is related to is not among them. */
export function frameworksIn(report: Report): readonly FrameworkCoverage[] {
  const verdicts = verdictsOf(report.results);
  const skipped = new Set(report.coverage.rulesNotAssessed.map(({ rule }) => rule));
  const judged = report.rules.filter(({ id }) => !skipped.has(id));
  return (Object.keys(EXTENTS) as (keyof typeof EXTENTS)[]) // the keys are the frameworks
    .flatMap((id) => versionsOf(id, judged).map((version) => coverageOf(id, version, judged, verdicts)))
    .filter(({ controls }) => controls.length > 0);
}

type Tally = Readonly<Record<'fail' | 'unknown' | 'accepted' | 'pass', number>>;
const NONE: Tally = { fail: 0, unknown: 0, accepted: 0, pass: 0 };

function verdictsOf(results: readonly Result[]): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { rule, status } of results) {
    if (status === 'not-applicable') continue;
    const tally = tallies.get(rule) ?? NONE;
    const kind = status === 'suppressed' ? 'accepted' : status;
    tallies.set(rule, { ...tally, [kind]: tally[kind] + 1 });
  }
  return tallies;
}

function versionsOf(id: keyof typeof EXTENTS, rules: readonly ReportRule[]): readonly string[] {
  if (id !== 'cisAws') return [''];
  const versions = new Set(rules.flatMap(({ controls }) => Object.keys(controls.cisAws ?? {})));
  return [...versions].toSorted(byNumber).toReversed();
}

function idsOf({ controls }: ReportRule, id: keyof typeof EXTENTS, version: string): readonly string[] {
  return (id === 'cisAws' ? controls.cisAws?.[version] : controls[id]) ?? [];
}

function coverageOf(
  id: keyof typeof EXTENTS,
  version: string,
  rules: readonly ReportRule[],
  verdicts: ReadonlyMap<string, Tally>,
): FrameworkCoverage {
  const { noun, sizes, isControl = () => true } = EXTENTS[id];
  const related = new Map<string, ReportRule[]>();
  for (const rule of rules) {
    for (const control of idsOf(rule, id, version)) related.set(control, [...(related.get(control) ?? []), rule]);
  }
  const controls = [...related].map(([control, own]) => ({
    ...controlOf(control, own, verdicts),
    ...(isControl(control) ? {} : { chapter: true as const }),
  }));
  const size = Object.hasOwn(sizes, version) ? sizes[version] : undefined;
  return {
    id,
    ...(version === '' ? {} : { version }),
    name: version === '' ? FRAMEWORKS[id] : `${FRAMEWORKS[id]} ${version}`,
    noun,
    ...(size === undefined ? {} : { size }),
    covered: controls.filter((control) => control.chapter !== true && wasJudged(control)).length,
    controls: controls.toSorted((a, b) => byNumber(a.id, b.id)),
  };
}

function controlOf(id: string, rules: readonly ReportRule[], verdicts: ReadonlyMap<string, Tally>): ControlCoverage {
  const tallies = rules.map((rule) => verdicts.get(rule.id) ?? NONE);
  const sum = (kind: keyof Tally) => tallies.reduce((total, tally) => total + tally[kind], 0);
  const tally = { fail: sum('fail'), unknown: sum('unknown'), accepted: sum('accepted'), pass: sum('pass') };
  return {
    id,
    rules: rules.map((rule) => rule.id).toSorted(),
    ...tally,
    status: statusOf(tally),
    looser: rules.some(({ options = [] }) => options.some(({ looser }) => looser)),
  };
}

/** The worst of its verdicts. */
function statusOf({ fail, unknown, accepted, pass }: Tally): ControlStatus {
  if (fail > 0) return 'failing';
  if (unknown > 0) return 'open';
  if (accepted > 0) return 'accepted';
  return pass > 0 ? 'passing' : 'idle';
}

/** How many controls have this status; chapters are none. */
export function controlsWith({ controls }: FrameworkCoverage, status: ControlStatus): number {
  return controls.filter((control) => control.chapter !== true && control.status === status).length;
}

function wasJudged({ fail, accepted, pass }: Tally): boolean {
  return fail + accepted + pass > 0;
}

/** Made when the first table is: that takes longer than the start of a command. */
let numbers: Intl.Collator | undefined;

/** `RDS.3` before `RDS.11`. */
function byNumber(a: string, b: string): number {
  numbers ??= new Intl.Collator('en', { numeric: true });
  return numbers.compare(a, b);
}
