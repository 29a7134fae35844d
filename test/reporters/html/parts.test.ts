import { describe, expect, it } from 'vitest';
import { chip } from '../../../reporters/html/chip.ts';
import { code, diff } from '../../../reporters/html/code.ts';
import { anchor, heading } from '../../../reporters/html/section.ts';
import { table } from '../../../reporters/html/table.ts';
import { time } from '../../../reporters/html/time.ts';
import { daysBetween } from '../../../reporters/words.ts';

describe('the parts of the page', () => {
  it('say a severity by word', () => {
    expect(chip('high').markup).toBe('<span class="chip high">high</span>');
  });

  it('keep the lines of code and no markup', () => {
    expect(code('aws rds \\\n\t--id <x>', 'command').markup).toBe(
      '<pre class="command"><code>aws rds \\\n  --id &lt;x&gt;</code></pre>',
    );
    expect(diff('-a\n+<b>\n c').markup).toBe('<pre><code><del>-a</del>\n<ins>+&lt;b&gt;</ins>\n c\n</code></pre>');
  });

  it('name headings by harmless ids', () => {
    expect(anchor('rule', 'RDS "><b> öffentlich')).toBe('rule-rds-b-ffentlich');
    expect(heading('goal-data', 'Data & secrets').markup).toBe('<h3 id="goal-data">Data &amp; secrets</h3>\n');
  });

  it('give a table its caption and scopes', () => {
    const { markup } = table({
      caption: 'What',
      columns: ['a', 'b'],
      rows: [
        ['x', 1],
        ['y', undefined],
      ],
    });
    expect(markup.replaceAll('\n', '')).toBe(
      '<table class="text"><caption>What</caption><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>' +
        '<tbody><tr><th scope="row">x</th><td>1</td></tr><tr><th scope="row">y</th><td></td></tr></tbody></table>',
    );
  });

  it('write times and count whole days', () => {
    expect(time('2026-11-25T10:00:31.000Z').markup).toBe(
      '<time datetime="2026-11-25T10:00:31.000Z">2026-11-25 10:00 UTC</time>',
    );
    expect(daysBetween('2026-11-24T10:00:01.000Z', '2026-11-25T10:00:00.000Z')).toBe(0);
    expect(daysBetween('2026-11-25T10:00:00.000Z', '2026-12-01')).toBe(5);
  });
});
