import { themeOf } from '../../reporters/terminal/theme.ts';
import type { Severity } from '../model/index.ts';
import { wantsColor } from './color.ts';
import type { Host } from './host.ts';

const LINE = /^([+~? -]) (critical|high|medium|low|info)( +)(\S+)/gm;
const TITLE = /^\S.* \(\d+\)$/gm;

/** The lists of differences with their titles, marks, severities and rules in colours, where colours are wanted. */
export function withColors(lists: string, { stdout, env }: Host): string {
  const theme = themeOf({ color: wantsColor('auto', stdout, env) });
  const marks = { '+': theme.removed, '-': theme.added, '~': theme.faint, '?': theme.status.unknown, ' ': theme.faint };
  return lists
    .replaceAll(TITLE, (title) => (/^[+~? -] /.test(title) ? title : theme.strong(title)))
    .replaceAll(
      LINE,
      (_, mark: keyof typeof marks, severity: Severity, blanks: string, rule: string) =>
        `${marks[mark](mark)} ${theme.severity[severity](severity)}${blanks}${theme.strong(rule)}`,
    );
}
