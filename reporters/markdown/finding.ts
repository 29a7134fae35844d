import type { Evidence, FixStep, Result } from '../../src/model/index.ts';
import { markdownBlock, markdownCode, markdownHtml, markdown as text } from '../neutralise.ts';
import { shortArn } from '../words.ts';
import { NAME, SENTENCE, SEVERITY_SIGNS } from './words.ts';

/** One line: what is wrong. */
export function row({ severity, rule, message, baseline }: Result): string {
  return `${SEVERITY_SIGNS[severity]} **${severity}** ${markdownCode(rule, NAME)} ${text(message, SENTENCE)}${known(baseline)}`;
}

/** The same line, which opens to where it is, what it rests on, and how to mend it. In a summary only HTML is read. */
export function details(result: Result): string {
  const { severity, rule, message, baseline, fix } = result;
  const summary = `${SEVERITY_SIGNS[severity]} <b>${severity}</b> <code>${markdownHtml(rule, NAME)}</code> ${markdownHtml(message, SENTENCE)}${known(baseline)}`;
  const repair =
    fix === undefined ? [] : [`**Fix:** ${text(fix.title, SENTENCE)}`, ...fix.steps.slice(0, STEPS).map(step)];
  return [`<details><summary>${summary}</summary>`, places(result), ...repair, '</details>'].join('\n\n');
}

const STEPS = 10;
const FACTS = 15;

function known(baseline: Result['baseline']): string {
  return baseline === undefined ? '' : ' · in the baseline';
}

function places({ location, subject, evidence }: Result): string {
  const resource = location === undefined || subject.kind === 'resource' ? [shortArn(subject.id)] : [];
  const named = [...(location === undefined ? [] : [`${location.path}:${location.line}`]), ...resource];
  const where = [subject.account, subject.region].filter((part) => part !== undefined).join(' ');
  const place = `- ${named.map((name) => markdownCode(name, NAME)).join(' and ')}${where === '' ? '' : ` (${text(where, NAME)})`}`;
  const rest = evidence.length - FACTS;
  return [place, ...evidence.slice(0, FACTS).map(fact), ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
}

function fact({ label, value, source }: Evidence): string {
  return `- ${text(label, NAME)}: ${markdownCode(value, SENTENCE)} (${text(source, NAME)})`;
}

function step({ kind, content }: FixStep): string {
  return kind === 'text' ? text(content, SENTENCE) : markdownBlock(LANGUAGES[kind], content);
}

const LANGUAGES = { 'aws-cli': 'sh', terraform: 'hcl', diff: 'diff' } as const;
