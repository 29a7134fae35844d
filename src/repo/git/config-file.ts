/** A line reader of git's configuration: only looked up, never obeyed. Keys are `section.subsection.name`, lower case but for the subsection. */
export function parseGitConfig(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let section = '';
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const header = /^\[\s*([\w.-]+)(?:\s+"([^"]*)")?\s*\]/.exec(line);
    if (header !== null) {
      section = `${(header[1] ?? '').toLowerCase()}${header[2] === undefined ? '' : `.${header[2]}`}`;
      continue;
    }
    const entry = /^([A-Za-z][\w-]*)\s*(?:=\s*([^#;]*))?/.exec(line);
    if (entry !== null) values.set(`${section}.${(entry[1] ?? '').toLowerCase()}`, (entry[2] ?? 'true').trim());
  }
  return values;
}
