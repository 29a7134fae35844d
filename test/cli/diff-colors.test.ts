import { describe, expect, it } from 'vitest';
import { withColors } from '../../src/cli/diff-colors.ts';
import type { Host } from '../../src/cli/main.ts';

const LISTS = `New (2)
+ critical debug-true  DEBUG: DEBUG is True
+ low      rds-public  db: - high water (3)

Fixed (1)
- high     ssh-open  sg-1: open

2 new, 1 fixed
`;

function painted(env: Host['env']): string {
  const stdout = { isTTY: false } as Host['stdout']; // a pipe
  return withColors(LISTS, { env, stdout } as Host); // the two members that it reads
}

describe('the colours of differences', () => {
  it('are there where they are wanted, and change no word', () => {
    expect(painted({})).toBe(LISTS);
    const colored = painted({ FORCE_COLOR: '1' });
    expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(LISTS);
    expect(colored).toContain('\u001b[1mNew (2)\u001b[22m\n\u001b[31m+\u001b[39m ');
    expect(colored).toContain(
      '\u001b[32m-\u001b[39m \u001b[1m\u001b[31mhigh\u001b[39m\u001b[22m     \u001b[1mssh-open',
    );
    expect(colored).toContain('\u001b[1mrds-public\u001b[22m  db: - high water (3)\n');
  });
});
