import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Baseline, BaselineEntry } from '../engine/index.ts';
import { UserError } from '../model/index.ts';
import { writeAtomically } from './atomic-file.ts';
import type { Host } from './host.ts';

export const BASELINE = 'djaudit-baseline.json';

/** @throws UserError when the file is missing or none of ours */
export async function readBaseline(file: string, { cwd }: Pick<Host, 'cwd'>): Promise<Baseline> {
  const text = await readFile(resolve(cwd(), file), 'utf8').catch(() => {
    throw new UserError(`the baseline ${file} cannot be read`, `djaudit baseline --output ${file} writes it`);
  });
  const baseline = parse(text);
  if (baseline === undefined)
    throw new UserError(`${file} is no baseline of djaudit`, `djaudit baseline --output ${file} writes one`);
  return baseline;
}

export async function writeBaseline(baseline: Baseline, file: string, { cwd }: Pick<Host, 'cwd'>): Promise<void> {
  await writeAtomically(resolve(cwd(), file), `${JSON.stringify(baseline, undefined, 2)}\n`);
}

function parse(text: string): Baseline | undefined {
  try {
    const value = JSON.parse(text) as { schemaVersion?: unknown; findings?: unknown } | null; // checked below
    if (value?.schemaVersion !== 1 || !Array.isArray(value.findings)) return undefined;
    return value.findings.every(isEntry) ? { schemaVersion: 1, findings: value.findings } : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is BaselineEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { fingerprint, rule, subject, message } = value as Readonly<Record<string, unknown>>; // any members
  return [fingerprint, rule, subject, message].every((member) => typeof member === 'string');
}
