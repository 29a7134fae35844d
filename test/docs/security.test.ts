import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('SECURITY.md', 'utf8');
const [, promises = ''] = /^## Promises\n(.*?)^## /ms.exec(page) ?? [];
const sections = promises.split(/^### /m).slice(1);

describe('SECURITY.md', () => {
  it.each(sections.map((section) => [section.split('\n')[0] ?? '', section] as const))('proves: %s', (_, section) => {
    const [, proof = ''] = /\nProof: (.*)$/s.exec(section) ?? [];
    const files = [...proof.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(existsSync(file), file).toBe(true);
      expect(readFileSync(file, 'utf8'), file).toMatch(/\bit(?:\.each\(.*)?\(/s);
    }
  });

  it('names no test outside of the proofs', () => {
    expect(page.replace(promises, '')).not.toContain('test/');
  });
});
