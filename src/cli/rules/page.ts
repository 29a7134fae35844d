import { GOALS, type Rule, type RuleOption } from '../../model/index.ts';
import { controlLists } from './controls.ts';
import type { Reads } from './reads.ts';

const LAYERS = { aws: 'the account', repo: 'the repository', cross: 'the repository and the account' } as const;

/**
 * A rule's page, `docs/rules/<id>.md`: a pure function of the rule and of what it reads.
 * @param from who brought the rule, when it is not ours: `the plug-in acme`
 */
export function rulePage(rule: Rule, reads: Reads, from?: string): string {
  const { id, docs, severity, topic, layer } = rule;
  const goals = rule.goals.map((goal) => GOALS[goal]).join('; ');
  const sections = [
    `# ${id}`,
    `**${docs.title}**${from === undefined ? '' : ` (of ${from})`}`,
    [
      '| severity | layer | topic | goals |',
      '| --- | --- | --- | --- |',
      `| ${severity} | ${LAYERS[layer]} | ${topic} | ${goals} |`,
    ].join('\n'),
    section('Why', docs.why),
    section('How it is judged', docs.how),
    section('How to mend it', docs.fix),
    example(rule),
    section('When it stays silent', list(docs.silent ?? [])),
    section('Options', options(rule)),
    section('What it reads', list(reads.facts.map((fact) => `\`${fact}\``))),
    section('Permissions', permissions(reads)),
    section('Related controls', list(controlLists(rule.controls).map(([name, ids]) => `${name}: ${ids.join(', ')}`))),
    section('References', list(docs.references.map((url) => `<${url}>`))),
    section('Accept a finding', accept(rule)),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function section(title: string, text: string): string {
  return text === '' ? '' : `## ${title}\n\n${text}`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

function example({ docs }: Rule): string {
  if (docs.example === undefined) return '';
  const { language, bad, good } = docs.example;
  const block = (code: string) => `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``;
  return `## Example\n\nA finding:\n\n${block(bad)}\n\nNone:\n\n${block(good)}`;
}

function permissions({ actions }: Reads): string {
  if (actions.length === 0) return 'None: it reads files only.';
  return `${list(actions.map((action) => `\`${action}\``))}\n\n\`djaudit iam-policy\` prints the policy for all rules.`;
}

function options({ id, options: table }: Rule): string {
  const names = Object.entries(table);
  if (names.length === 0) return '';
  const rows = names.map(([name, option]) => `- \`${name}\` (${kindOf(option)}): ${option.describe}`);
  const set = names.map(([name, option]) => `      ${name}: ${JSON.stringify(option.default)}`);
  const file = ['rules:', `  ${id}:`, '    options:', ...set].join('\n');
  return `${rows.join('\n')}\n\nIn \`djaudit.yml\`, with the values that the rule has by itself:\n\n\`\`\`yaml\n${file}\n\`\`\``;
}

function kindOf(option: RuleOption): string {
  switch (option.type) {
    case 'boolean':
      return 'true or false';
    case 'string':
      return option.choices?.join(', ') ?? 'a text';
    case 'strings':
      return 'a list of texts';
    case 'integer':
    case 'number': {
      const { minimum, maximum } = option;
      const bounds =
        minimum === undefined ? '' : maximum === undefined ? `, ${minimum} or more` : `, ${minimum} to ${maximum}`;
      return `${option.type === 'integer' ? 'a whole number' : 'a number'}${bounds}`;
    }
  }
}

function accept({ id, layer, severity }: Rule): string {
  const until = severity === 'critical' || severity === 'high' ? '2027-03-31' : undefined;
  const inline = `# djaudit: ignore[${id}]${until === undefined ? '' : ` until=${until}`} -- why it is accepted`;
  const file = [
    'exceptions:',
    `  - rule: ${id}`,
    '    subject: the name, ARN or path that the report shows',
    '    reason: why it is accepted',
    ...(until === undefined ? [] : [`    until: ${until}`]),
  ].join('\n');
  const blocks = [`In \`djaudit.yml\`:\n\n\`\`\`yaml\n${file}\n\`\`\``];
  if (layer !== 'aws') blocks.push(`Or in the file, on the line or above it:\n\n\`\`\`\n${inline}\n\`\`\``);
  return blocks.join('\n\n');
}
