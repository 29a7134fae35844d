import type { Report, Result } from '../../src/model/index.ts';
import type { AgeOf } from '../age.ts';
import { shortArn } from '../words.ts';
import { evidenceList, without } from './evidence.ts';
import { frameMarkup } from './frame.ts';
import { joined, type Markup, markup } from './markup.ts';
import { anchor } from './section.ts';

/** What the findings of a page have in common. */
export interface FindingContext {
  readonly report: Report;
  readonly age: AgeOf;
}

/** The anchor of a finding, the same in every report that has it. */
export function findingId({ fingerprint }: Pick<Result, 'fingerprint'>): string {
  return anchor('f', fingerprint.slice(-12));
}

/** A finding: what is wrong, where, since when, who is asked, and what it rests on. */
export function finding(result: Result, context: FindingContext, shared: Result['evidence'], framed: boolean): Markup {
  const { location, frame, evidence } = result;
  const code = framed && location !== undefined && frame !== undefined ? frameMarkup(frame, location) : undefined;
  return markup`<li id="${findingId(result)}">${sentence(result, context)}${code}${evidenceList(without(evidence, shared))}</li>
`;
}

/** One of many of a rule: what is wrong and where. */
export function briefFinding(result: Result, context: FindingContext): Markup {
  return markup`<li id="${findingId(result)}">${sentence(result, context)}</li>
`;
}

/** One of many that say the same: its name, and what else is different. */
export function namedFinding(result: Result, like: Result, { age }: FindingContext): Markup {
  const about = [placeOf(result), ...remarks(result, age)].filter((part) => part !== undefined);
  const known = new Set([placeOf(like), ...remarks(like, age)]);
  const more = about.filter((part) => !known.has(part));
  return markup`<li id="${findingId(result)}">${nameOf(result)}${more.length === 0 ? undefined : markup` <small>${joined(more, ' · ')}</small>`}</li>
`;
}

/** But for the name of the subject. */
export function saysTheSame(result: Result, like: Result): boolean {
  return result !== like && shapeOf(result) === shapeOf(like);
}

/** The message with a gap where the subject is named. */
function shapeOf(result: Result): string {
  return result.message.replaceAll(nameOf(result), '\0');
}

/** What a subject is called, else the end of its ARN. */
function nameOf({ subject: { name, id } }: Result): string {
  return name ?? shortArn(id).replace(/^.*[:/](?=.)/s, '');
}

function placeOf({ location }: Result): string | undefined {
  return location === undefined ? undefined : `${location.path}:${location.line}`;
}

function sentence(result: Result, { report, age }: FindingContext): Markup {
  const about = [...places(result, report), ...remarks(result, age)];
  return markup`<p>${result.message}</p><small>${joined(about, ' · ')}</small>`;
}

function places(result: Result, { target }: Report): readonly (Markup | string)[] {
  const { subject } = result;
  const { account, region } = subject;
  const file = placeOf(result);
  const named = subject.kind === 'resource' || file === undefined ? [shortArn(subject.id)] : [];
  return [
    ...[...named, ...(file === undefined ? [] : [file])].map((text) => markup`<code>${text}</code>`),
    ...((target.accounts?.length ?? 0) > 1 && account !== undefined ? [account] : []),
    ...(region === undefined ? [] : [region]),
  ];
}

function remarks({ owner, confidence, baseline, fingerprint }: Result, age: AgeOf): readonly string[] {
  const open = age(fingerprint);
  return [
    ...(owner === undefined ? [] : [`owner ${owner}`]),
    ...(open === undefined ? [] : [open]),
    ...(confidence === 'high' ? [] : [`${confidence} confidence`]),
    ...(baseline === undefined ? [] : ['in the baseline']),
  ];
}
