/**
 * Asks Terraform itself what the expressions of our tests are worth, and writes it beside them: `value` where it has one,
 * `refused` where it is an error.
 *
 *     node scripts/terraform-expressions.mjs        # needs terraform 1.x on the PATH; no provider, no network
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CASES = new URL('../test/repo/terraform/expressions.json', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'expressions-'));

function worth(expression) {
  writeFileSync(join(folder, 'main.tf'), `locals {\n  names = { a = 1, "b-c" = [true] }\n  it = ${expression}\n}\n`);
  try {
    const printed = execFileSync('terraform', ['console'], {
      cwd: folder,
      input: 'jsonencode(local.it)\n',
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: folder, CHECKPOINT_DISABLE: '1' },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    return { value: JSON.parse(JSON.parse(printed)) };
  } catch {
    return { refused: true };
  }
}

try {
  const cases = JSON.parse(readFileSync(CASES, 'utf8'));
  const asked = cases.map(({ expression }) => ({ expression, ...worth(expression) }));
  writeFileSync(CASES, `${JSON.stringify(asked, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
