import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ocsf } from '../../reporters/ocsf/index.ts';
import { reportOf } from '../build/report.ts';
import { djaudit } from '../built.ts';
import { planted } from '../reporters/hostile.ts';

const python = process.env['DJAUDIT_LAB_OCSF'] ?? 'python3';
const reader = join(dirname(fileURLToPath(import.meta.url)), 'read_ocsf.py');

/** What the models of OCSF that others use have against it. */
function complaints(text: string): string {
  return execFileSync(python, [reader], { input: text, encoding: 'utf8', maxBuffer: 2 ** 26 });
}

describe('OCSF', () => {
  it('of the demo, of the sample and of hostile texts is what py-ocsf-models reads', async () => {
    const { stdout } = await djaudit(['demo', '--format', 'ocsf'], {});
    expect((JSON.parse(stdout) as readonly unknown[]).length).toBeGreaterThan(150);
    for (const text of [
      stdout,
      ...[reportOf(), planted(), reportOf([], { target: {} })].map((report) => [...ocsf(report)].join('')),
    ])
      expect(complaints(text)).toBe('read\n');
  });

  it('is refused by the same models when it is wrong', () => {
    const wrong = [...ocsf(reportOf())].join('').replaceAll('"status_id":1', '"status_id":"x","odd":1');
    expect(complaints(wrong)).toContain('odd: Extra inputs are not permitted');
  });
});
