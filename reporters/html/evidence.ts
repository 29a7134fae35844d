import type { Evidence } from '../../src/model/index.ts';
import { type Markup, markup } from './markup.ts';

/** What verdicts rest on: each field with its value and where it was read. */
export function evidenceList(evidence: readonly Evidence[]): Markup | undefined {
  if (evidence.length === 0) return undefined;
  return markup`<dl class="evidence">${evidence.map(
    ({ label, value, source }) =>
      markup`<div><dt>${label}</dt><dd>${valueText(value)}${source === '' ? undefined : markup` <small>${source}</small>`}</dd></div>`,
  )}</dl>
`;
}

export function valueText(value: string): string {
  return value === '' ? '(empty)' : value;
}

/** What every one of several verdicts rests on: said once for all of them. */
export function sharedEvidence(all: readonly (readonly Evidence[])[]): readonly Evidence[] {
  const [first = [], ...others] = all;
  if (others.length === 0) return [];
  const sets = others.map((evidence) => new Set(evidence.map(keyOf)));
  return first.filter((one) => sets.every((set) => set.has(keyOf(one))));
}

export function without(evidence: readonly Evidence[], shared: readonly Evidence[]): readonly Evidence[] {
  if (shared.length === 0) return evidence;
  const keys = new Set(shared.map(keyOf));
  return evidence.filter((one) => !keys.has(keyOf(one)));
}

function keyOf({ label, value, source }: Evidence): string {
  return JSON.stringify([label, value, source]);
}
