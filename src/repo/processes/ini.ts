/** A line of an INI file as configparser reads it: a section's option, continuation lines joined. */
export interface IniOption {
  readonly section: string;
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** Comments of `;` and `#` on lines of their own; a `;` behind a blank ends a value, as supervisord has it. */
export function parseIni(text: string): readonly IniOption[] {
  const options: { section: string; name: string; value: string; line: number }[] = [];
  let section = '';
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/\r$/, '').replace(/\s;.*$/, '');
    if (/^\s*([;#]|$)/.test(line)) return;
    const header = /^\[([^\]]{1,200})\]/.exec(line);
    const option = /^([^\s=:][^=:]{0,200}?)\s*[=:]\s*(.*)$/.exec(line);
    const last = options.at(-1);
    if (header !== null) section = header[1] ?? '';
    else if (/^\s/.test(line) && last !== undefined && last.section === section)
      last.value = `${last.value} ${line.trim()}`.trim();
    else if (option !== null) options.push({ section, name: option[1] ?? '', value: option[2] ?? '', line: index + 1 });
  });
  return options;
}
