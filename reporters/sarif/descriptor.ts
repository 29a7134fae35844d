import type { ReportingDescriptor } from 'sarif';
import type { ReportRule, Result, Severity } from '../../src/model/index.ts';
import { clipped, plain } from '../neutralise.ts';

export const LEVELS = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' } as const;

/** GitHub: over 9.0 critical, 7.0 high, 4.0 medium, 0.1 low. A text, never a number. */
const SECURITY_SEVERITY: Readonly<Partial<Record<Severity, string>>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
};
const PROBLEM_SEVERITY = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'recommendation',
  info: 'recommendation',
} as const;

/** GitHub's limits: characters of a description, tags that are shown. */
const DESCRIPTION = 1024;
const TAGS = 10;
const NAME = 255;
const ADDRESS = 2000;
const WEB = /^https?:\/\/[^\s<>"{}|\\^`\p{Cc}\p{Cf}]+$/u;
/** Ours: no page of a rule is as long. */
const HELP = 30_000;

export function descriptorOf(rule: ReportRule): ReportingDescriptor {
  const reference = rule.references.find((url) => url.length < ADDRESS && WEB.test(url));
  return {
    id: ruleId(rule.id),
    name: pascalCase(rule.id).slice(0, NAME),
    shortDescription: { text: sentence(rule.title) },
    fullDescription: { text: sentence(rule.why) },
    help: { text: clipped(helpText(rule), HELP), markdown: clipped(helpMarkdown(rule), HELP) },
    ...(reference === undefined ? {} : { helpUri: reference }),
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: { tags: tagsOf(rule), precision: 'high', ...weight(rule) },
  };
}

/** The same in the descriptor and in the results. */
export function ruleId(id: string): string {
  return plain(id, NAME);
}

function weight(rule: ReportRule): Readonly<Record<string, string>> {
  const security = SECURITY_SEVERITY[rule.severity];
  if (isSecurity(rule) && security !== undefined) return { 'security-severity': security };
  return { 'problem.severity': PROBLEM_SEVERITY[rule.severity] };
}

/** Setting security-severity makes an alert a security alert: hygiene (pinning, scaling) is none. */
function isSecurity({ controls }: Pick<Result, 'controls'>): boolean {
  return [controls.cwe, controls.owaspTop10_2021, controls.owaspAsvs_4_0_3].some((list) => (list?.length ?? 0) > 0);
}

function tagsOf(rule: ReportRule): string[] {
  const { controls, goals, topic } = rule;
  const all = [
    ...(isSecurity(rule) ? ['security'] : []),
    ...goals,
    topic.split('/')[0] ?? topic,
    ...(controls.cwe ?? []).slice(0, 2).map((number) => `external/cwe/cwe-${number.padStart(3, '0')}`),
    ...(controls.awsFsbp ?? []).slice(0, 1).map((control) => `fsbp/${control}`),
    ...Object.entries(controls.cisAws ?? {})
      .slice(-1)
      .flatMap(([version, ids]) => ids.slice(0, 1).map((id) => `cis-aws-${version}/${id}`)),
    ...(controls.owaspTop10_2021 ?? []).slice(0, 1).map((category) => `owasp-2021/${category}`),
  ];
  return [...new Set(all.map((tag) => plain(tag)))].slice(0, TAGS);
}

function helpText({ why, how, fix }: ReportRule): string {
  return [`Why: ${why}`, `How it is judged: ${how}`, `How to mend it: ${fix}`].join('\n\n');
}

function helpMarkdown({ id, title, why, how, fix, references }: ReportRule): string {
  return [
    `# ${title}`,
    why,
    `## How it is judged\n\n${how}`,
    `## How to mend it\n\n${fix}`,
    ...(references.length === 0 ? [] : [`## References\n\n${references.map((url) => `- <${url}>`).join('\n')}`]),
    `\`djaudit explain ${id}\` prints the whole page.`,
  ].join('\n\n');
}

function pascalCase(id: string): string {
  return id.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) => first.toUpperCase());
}

function sentence(text: string): string {
  const line = plain(text).replaceAll('`', "'");
  const ended = /[.!?]$/.test(line) ? line : `${line}.`;
  return ended.length <= DESCRIPTION ? ended : `${ended.slice(0, DESCRIPTION - 2)}….`.slice(0, DESCRIPTION);
}
