/** One entry of a tree object. */
export interface TreeEntry {
  readonly name: string;
  /** Hexadecimal. */
  readonly id: string;
  readonly kind: 'folder' | 'file' | 'other';
}

/**
 * The entries of a tree object: octal mode, a space, the name, a NUL, the id in bytes; git-mktree(1) and gitformat-pack(5).
 * Undefined when it is damaged.
 *
 * @param idBytes 20 for SHA-1, 32 for SHA-256.
 */
export function parseTree(bytes: Buffer, idBytes: number): readonly TreeEntry[] | undefined {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space);
    if (space === -1 || end === -1 || end + 1 + idBytes > bytes.length) return undefined;
    const id = bytes.toString('hex', end + 1, end + 1 + idBytes);
    entries.push({
      name: bytes.toString('utf8', space + 1, end),
      id,
      kind: kindOf(bytes.toString('latin1', at, space)),
    });
    at = end + 1 + idBytes;
  }
  return entries;
}

/** Old versions of git wrote `100664` too. */
function kindOf(mode: string): TreeEntry['kind'] {
  if (/^0?40000$/.test(mode)) return 'folder';
  return mode.startsWith('100') ? 'file' : 'other';
}
