import { describe, expect, it } from 'vitest';
import { github } from '../../reporters/github.ts';
import { html } from '../../reporters/html/index.ts';
import { json } from '../../reporters/json.ts';
import { junit } from '../../reporters/junit.ts';
import { markdown } from '../../reporters/markdown/index.ts';
import { sarif } from '../../reporters/sarif/index.ts';
import { terminal } from '../../reporters/terminal/index.ts';
import type { Report } from '../../src/model/index.ts';
import { OPTIONS, reportOf } from '../build/report.ts';

const REPORTERS = { github, html, json, junit, markdown, sarif, terminal } as const;
type Name = keyof typeof REPORTERS;

function render(name: Name, report: Report): string {
  const reporter = REPORTERS[name] as (report: Report, options: typeof OPTIONS) => Iterable<string>; // some take no options
  return [...reporter(report, OPTIONS)].join('');
}

function having(coverage: Partial<Report['coverage']>): Report {
  const report = reportOf();
  return { ...report, durationMs: 6200, coverage: { ...report.coverage, ...coverage } };
}

const WORDS: Readonly<Record<Name, RegExp>> = {
  github: /212 requests, 3 throttled, 6\.2 s/,
  html: /6\.2 s; 212 requests, 3 throttled/,
  json: /"durationMs": 6200[\s\S]*"requests": 212,\s*"throttled": 3/,
  junit: /name="requests" value="212" \/><property name="throttled" value="3" \/><property name="seconds" value="6\.2"/,
  markdown: /212 requests, 3 throttled · 6\.2 s/,
  sarif: /"requests":\s*212,\s*"throttled":\s*3,\s*"seconds":\s*6\.2/,
  terminal: /212 requests, 3 throttled[\s\S]*6\.2 s/,
};

describe('what the scan took', () => {
  it.each(Object.keys(WORDS) as readonly Name[])('stands in %s', (name) => {
    expect(render(name, having({ requests: 212, throttled: 3 }))).toMatch(WORDS[name]);
  });
});

describe('that it was interrupted', () => {
  it.each(Object.keys(WORDS) as readonly Name[])('stands in %s', (name) => {
    expect(render(name, having({ interrupted: true, complete: false }))).toMatch(/interrupted/i);
    expect(render(name, having({ complete: true }))).not.toMatch(/interrupted(?!" value="false")/i);
  });
});
