import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { github } from '../../reporters/github.ts';
import { json } from '../../reporters/json.ts';
import { junit } from '../../reporters/junit.ts';
import { markdown } from '../../reporters/markdown.ts';
import { sarif } from '../../reporters/sarif/index.ts';
import { terminal } from '../../reporters/terminal/index.ts';
import type { Report } from '../../src/model/index.ts';
import { OPTIONS, reportOf } from '../build/report.ts';

/** What somebody may call a bucket's tag, a file or a variable. */
const HOSTILE = [
  '\u001b[31mred\u001b[0m\u001b]8;;https://evil.test\u0007link\u001b]8;;\u0007',
  '\u009b31m\u0007\u0000\u0008',
  '\r::set-output name=x::y',
  '\n::error::gone',
  '##[set-env name=PATH]x',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "' onmouseover='alert(1)",
  ']]><!-- <![CDATA[',
  '[click](https://evil.test)',
  '![pixel](https://evil.test/p.png)',
  '@everyone #1 https://evil.test/x',
  '| cell | `code` ``` *bold* _it_ ~~no~~',
  '=cmd|calc!A1',
  '\u202egnp.exe\u2066\u200b',
  '\ud800lone',
].join(' ');

/** Plants the text at the end of every free text of a report; closed lists, patterns and numbers stay. */
const CLOSED = new Set([
  'status',
  'severity',
  'confidence',
  'kind',
  'layer',
  'goals',
  'fingerprint',
  'startedAt',
  'safety',
  'until',
  'baseline',
  'version',
]);
function plant(value: unknown, key = ''): unknown {
  if (CLOSED.has(key)) return value;
  if (typeof value === 'string') return key === 'name' && value === 'djaudit' ? value : `${value}${HOSTILE}`;
  if (Array.isArray(value)) return value.map((item) => plant(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plant(member, name)]));
}
const planted = plant(reportOf()) as Report; // the same shape with other texts

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
const DECEPTIVE = /[\u200b\u202a-\u202e\u2066-\u2069]/;

const FORMATS: Readonly<Record<string, string>> = {
  terminal: terminal(planted, { ...OPTIONS, verbose: true }),
  json: json(planted),
  sarif: sarif(planted),
  markdown: markdown(planted),
  github: github(planted),
  junit: junit(planted),
};

describe.each(Object.entries(FORMATS))('hostile text in %s', (name, text) => {
  it('is in it', () => {
    expect(text).toContain('lone');
  });

  it('moves no cursor and sets no title', () => {
    expect(CONTROL.exec(text)).toBeNull();
    expect(DECEPTIVE.exec(text)).toBeNull();
  });

  it('is no command to a runner', () => {
    const commands = text.split('\n').filter((line) => line.trimStart().startsWith('::'));
    const ours = commands.filter((line) => name === 'github' && /^::(error|warning|notice) (file=|title=)/.test(line));
    expect(commands).toEqual(ours);
    if (name === 'github') expect(commands).toHaveLength(4);
    expect(text.replace(/^::.*$/gm, '')).not.toContain('##[');
  });
});

describe('hostile text', () => {
  it('is no markup in Markdown', () => {
    const own = markdown(planted)
      .replaceAll(/^(`{3,}).*?^\1$/gms, '')
      .replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
    expect(own).not.toMatch(/<(script|img|svg)/i);
    expect(own).not.toMatch(/(?<!\\)\]\(/);
    expect(own).not.toMatch(/@everyone|https:\/\/evil/);
  });

  it('is no markup in XML', () => {
    const tags = junit(planted).match(/<\/?[a-zA-Z]+/g) ?? [];
    expect(new Set(tags.map((tag) => tag.replace(/^<\/?/, '')))).toEqual(
      new Set(['testsuites', 'testsuite', 'properties', 'property', 'testcase', 'failure', 'error', 'skipped']),
    );
    expect(junit(planted)).not.toMatch(/<!\[CDATA|<!--/);
  });

  it('is the same data in JSON', () => {
    expect(JSON.parse(json(planted))).toEqual(JSON.parse(JSON.stringify(planted)));
  });

  it('makes no link in SARIF but ours', () => {
    const { runs } = JSON.parse(FORMATS['sarif'] ?? '') as Log;
    const messages = runs.flatMap(({ results }) => results ?? []).map(({ message }) => message.text ?? '');
    expect(messages).toHaveLength(3);
    for (const message of messages) expect(message.replaceAll(/\\[[\]]/g, '')).not.toMatch(/\]\((?!\d+\))/);
  });

  it('keeps the colours that are ours', () => {
    const colored = terminal(planted, { ...OPTIONS, color: true });
    expect(colored.replaceAll(/\u001b\[\d+(;\d+)*m/g, '')).not.toMatch(CONTROL);
  });
});
