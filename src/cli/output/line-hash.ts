/** Characters that a line's hash looks ahead, blanks aside. */
const WINDOW = 100;
const MODULUS = 37n;
const MASK = (1n << 64n) - 1n;
const END_OF_FILE = 65_535;

/**
 * GitHub's hash of each line, from the first: `<hex>:<n>`, where n counts the lines that have the same one. GitHub joins
 * alerts by it, and warns when a file holds another (codeql-action, fingerprints).
 */
export function lineHashes(text: string): readonly string[] {
  const starts: { readonly line: number; readonly at: number }[] = [];
  const kept: number[] = [];
  let line = 0;
  starts.push({ line, at: 0 });
  const unified = text.replaceAll(/\r\n?/g, '\n');
  for (let index = 0; index < unified.length; index += 1) {
    const code = unified.charCodeAt(index);
    if (code !== 32 && code !== 9) kept.push(code);
    if (code === 10) starts.push({ line: ++line, at: kept.length });
  }
  kept.push(END_OF_FILE);
  const seen = new Map<string, number>();
  return hashesAt(
    kept,
    starts.map(({ at }) => at),
  ).map((hash) => {
    const hex = hash.toString(16);
    const count = (seen.get(hex) ?? 0) + 1;
    seen.set(hex, count);
    return `${hex}:${count}`;
  });
}

/** The polynomial hash of the window that begins at each place; behind the end of the file the window holds zeros. */
function hashesAt(codes: readonly number[], places: readonly number[]): readonly bigint[] {
  return places.map((place) => {
    let hash = 0n;
    for (let offset = 0; offset < WINDOW; offset += 1)
      hash = (hash * MODULUS + BigInt(codes[place + offset] ?? 0)) & MASK;
    return hash;
  });
}
