import { describe, expect, it } from 'vitest';
import { lineHashes } from '../../src/cli/output/line-hash.ts';

/** What GitHub's upload action gives for these texts (codeql-action, src/fingerprints.test.ts). */
const GIVEN: readonly (readonly [text: string, hashes: readonly string[]])[] = [
  ['', ['c129715d7a2bc9a3:1']],
  [' a\nb\n  \t\tc\n d', ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']],
  [
    ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End',
    [
      '8b7cf3e952e7aeb2:1',
      'b1ae1287ec4718d9:1',
      'bff680108adb0fcc:1',
      'c6805c5e1288b612:1',
      'b86d3392aea1be30:1',
      'e6ceba753e1a442:1',
    ],
  ],
  [
    ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n',
    [
      'e9496ae3ebfced30:1',
      'fb7c023a8b9ccb3f:1',
      'ce8ba1a563dcdaca:1',
      'e20e36e16fcb0cc8:1',
      'b3edc88f2938467e:1',
      'c8e28b0b4002a3a0:1',
      'c129715d7a2bc9a3:1',
    ],
  ],
];

describe("GitHub's hash of a line", () => {
  it.each(GIVEN)('of %j is the one that the upload action makes', (text, hashes) => {
    expect(lineHashes(text)).toEqual(hashes);
  });

  it('is the same whichever way lines end', () => {
    for (const [text, hashes] of GIVEN) {
      expect(lineHashes(text.replaceAll('\n', '\r\n'))).toEqual(hashes);
      expect(lineHashes(text.replaceAll('\n', '\r'))).toEqual(hashes);
    }
  });

  it('counts the lines that have the same, and sees no further than a hundred characters', () => {
    const alike = `${'x'.repeat(200)}\n`.repeat(3);
    expect(lineHashes(alike).map((hash) => hash.split(':')[1])).toEqual(['1', '2', '3', '1']);
    expect(
      new Set(
        lineHashes(alike)
          .slice(0, 3)
          .map((hash) => hash.split(':')[0]),
      ).size,
    ).toBe(1);
    const far = (end: string) => lineHashes(`${'x'.repeat(100)}${end}`)[0];
    expect(far('a')).toBe(far('b'));
    expect(lineHashes('x y')[0]).toBe(lineHashes('x\ty')[0]);
  });
});
