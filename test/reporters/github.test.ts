import { describe, expect, it } from 'vitest';
import { github } from '../../reporters/github.ts';
import type { Result } from '../../src/model/index.ts';
import { IN_ACCOUNT, IN_FILE, PASSED, reportOf } from '../build/report.ts';
import { many } from './many.ts';

function linesOf(results: readonly Result[]): readonly string[] {
  return github(reportOf(results)).trimEnd().split('\n');
}

describe('annotations', () => {
  it('are the ten most severe; the rest is counted in the first line', () => {
    const lines = linesOf(many(86));
    expect(lines).toHaveLength(11);
    expect(lines[0]).toMatch(/^::notice title=djaudit::86 findings: .*; 76 of them not annotated; /);
    expect(lines.slice(1).every((line) => line.startsWith('::error '))).toBe(true);
    expect(linesOf([PASSED])).toEqual([expect.stringMatching(/^::notice title=djaudit::no findings; /)]);
  });

  it('have columns only where they begin and end on one line', () => {
    const at = (more: object) => linesOf([{ ...IN_FILE, location: { path: 'a.py', line: 3, ...more } }])[1];
    expect(at({ column: 5, endColumn: 9 })).toContain(' file=a.py,line=3,endLine=3,col=5,endColumn=9,title=');
    expect(at({ column: 5, endLine: 4, endColumn: 9 })).toContain(' file=a.py,line=3,endLine=4,title=');
    expect(at({ endColumn: 9 })).toContain(' file=a.py,line=3,endLine=3,title=');
  });

  it('name no file for what stands in the account alone', () => {
    expect(linesOf([IN_ACCOUNT])[1]).toBe(
      '::error title=rds-no-backups (high)::postgres instance prod-db keeps no automated backups (arn:aws:rds:eu-central-1:123456789012:db:prod-db)',
    );
  });

  it('escape what would end a property or the command', () => {
    const odd = { ...IN_FILE, location: { path: 'a,b::c  100%\n::error::x.py', line: 1 }, message: '50%\n::error::x' };
    expect(linesOf([odd])[1]).toBe(
      '::error file=a%2Cb%3A%3Ac  100%25%0A%3A%3Aerror%3A%3Ax.py,line=1,endLine=1,title=debug-true (critical)::50%25 ::error::x',
    );
  });
});
