/**
 * Our tree in the notation of scripts/python-ast/dump.py: places as `[line, column, endLine, endColumn]` where both sides
 * have the same ones, numbers as text, and the text of `{name=}` as part of the literal before it.
 */
export function canonical(node: unknown): unknown {
  if (typeof node === 'bigint') return `0x${node.toString(16)}`;
  if (Array.isArray(node)) return node.map(canonical);
  if (typeof node !== 'object' || node === null) return node === Number.POSITIVE_INFINITY ? 'inf' : node;
  const entries = Object.entries(node).filter(([key]) => !DROPPED.has(key));
  const out: Record<string, unknown> = Object.fromEntries(entries.map(([key, value]) => [key, canonical(value)]));
  const { type, span } = node as { readonly type?: string; readonly span?: Span };
  if (span !== undefined && type !== undefined && !UNPLACED.has(type)) {
    out['span'] = [span.line, span.column, span.endLine, span.endColumn];
  }
  if (type === 'JoinedStr') out['values'] = withDebugText(out['values'] as Part[]);
  return out;
}

interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Part {
  readonly type: string;
  readonly value: unknown;
  readonly debug?: string | null;
}

const DROPPED = new Set(['span', 'errors', 'end', 'start']);
const UNPLACED = new Set(['Module', 'Constant', 'JoinedStr', 'FormattedValue']);

function withDebugText(parts: readonly Part[]): readonly unknown[] {
  const out: { type: string; value: { kind: string; value: string } }[] = [];
  for (const { debug, ...part } of parts) {
    const literal = debug ? { kind: 'str', value: debug } : part.type === 'Constant' ? part.value : undefined;
    const last = out.at(-1);
    if (literal !== undefined) {
      const text = literal as { kind: string; value: string };
      if (last?.type === 'Constant') last.value = { kind: 'str', value: last.value.value + text.value };
      else out.push({ type: 'Constant', value: text });
    }
    if (part.type === 'FormattedValue') out.push(part as never);
  }
  return out;
}
