import { native, nativeModule } from '../native.ts';
import type { PyModule } from '../values.ts';

const UNITS = [
  [/(?:w|wks?|weeks?)/, 604_800],
  [/(?:d|dys?|days?)/, 86_400],
  [/(?:h|hrs?|hours?)/, 3_600],
  [/(?:m|mins?|minutes?)/, 60],
  [/(?:s|secs?|seconds?)/, 1],
] as const;
const WORDS = new RegExp(
  `^\\s*${UNITS.map(([unit]) => `(?:([\\d.]+)\\s*${unit.source}\\s*(?:[,/]\\s*)?)?`).join('\\s*')}\\s*$`,
  'i',
);
const CLOCK = /^\s*(?:(?:(\d+)[:-])?(\d+):)?(\d{1,2}):(\d{2})\s*$/;

/** Seconds of `1h 30m` or `1:30:00`; null for other texts, undefined where the rarer notations begin. */
function seconds(text: string): number | null | undefined {
  const [, sign = '', body = ''] = /^\s*([+-]?)\s*([^]*)$/.exec(text) ?? [];
  const factor = sign === '-' ? -1 : 1;
  const words = body.trim() === '' ? null : WORDS.exec(body);
  if (words !== null) {
    const parts = words.slice(1);
    if (parts.some((part) => part?.includes('.'))) return undefined;
    return factor * parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (UNITS[index]?.[1] ?? 0), 0);
  }
  const clock = CLOCK.exec(body);
  if (clock === null) return /[\d:.]{3}/.test(body) && body.includes(':') ? undefined : null;
  const [, days = 0, hours = 0, minutes = 0, rest = 0] = clock.map((part) => Number(part ?? 0));
  return factor * (days * 86_400 + hours * 3_600 + minutes * 60 + rest);
}

const parse = native('parse(sval, granularity=None)', (it, text, granularity) => {
  const found = granularity === null ? seconds(it.text(text)) : undefined;
  if (found === undefined) return it.giveUp('a length of time in a rarer notation');
  return found === null ? null : BigInt(found);
});

export const pytimeparse = (): PyModule => nativeModule('pytimeparse', { parse });
export const pytimeparseModule = (): PyModule => nativeModule('pytimeparse.timeparse', { timeparse: parse });
