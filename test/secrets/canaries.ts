import { createHash } from 'node:crypto';

/** A secret that was planted: where, as it stands there, and the part of it that must never be seen. */
export interface Canary {
  readonly place: string;
  readonly text: string;
  readonly core: string;
}

/** Characters of the kind's alphabet that are the same for the same place, and other ones for every other place. */
function pick(place: string, alphabet: string, length: number): string {
  let found = '';
  for (let round = 0; found.length < length; round += 1) {
    const bytes = createHash('sha512').update(`${place}:${round}`).digest();
    found += [...bytes].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
  }
  return found.slice(0, length);
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';
const ALNUM = UPPER + LOWER + DIGITS;
const DJANGO = `${LOWER}${DIGITS}!@#$%^&*(-_=+)`;

type Made = readonly [text: string, core: string];
const whole = (text: string): Made => [text, text];
const behind = (prefix: string, core: string): Made => [prefix + core, core];

/** Twelve lines of a key as openssl writes it. */
function pem(place: string): Made {
  const lines = Array.from({ length: 6 }, (_, at) => pick(`${place} line ${at}`, `${ALNUM}+/`, 64));
  return [`-----BEGIN RSA PRIVATE KEY-----\n${lines.join('\n')}\n-----END RSA PRIVATE KEY-----`, lines.join('\n')];
}

/** How secrets look. `word` is one that somebody made up: only the name that it stands under gives it away. */
export const KINDS = {
  word: (place) =>
    whole(`${pick(place, 'bdfgklmnprstvz', 1)}${pick(`${place}/`, 'aeiou', 1)}x${pick(place, LOWER, 4)}7`),
  accented: (place) => whole(`pä${pick(place, LOWER, 6)}ßwörd…`),
  regex: (place) => whole(`a.${pick(place, LOWER, 4)}*(b)+[${pick(place, DIGITS, 4)}]^|{2}`),
  percent: (place) => whole(`p%40${pick(place, LOWER, 6)}%2Fs%3A${pick(place, DIGITS, 3)}`),
  hex: (place) => whole(pick(place, '0123456789abcdef', 40)),
  base64: (place) => whole(`${pick(place, `${ALNUM}+/`, 43)}=`),
  mixed: (place) => whole(pick(place, ALNUM, 32)),
  django: (place) => whole(pick(place, DJANGO, 50)),
  insecure: (place) => behind('django-insecure-', pick(place, DJANGO.replace('#', 'x'), 50)),
  accessKey: (place) => behind('AKIA', pick(place, `${UPPER}234567`, 16)),
  secretKey: (place) => whole(pick(place, `${ALNUM}+/`, 40)),
  stripe: (place) => behind('sk_live_', pick(place, ALNUM, 24)),
  github: (place) => behind('ghp_', pick(place, ALNUM, 36)),
  jwt: (place) => {
    const core = `${pick(place, ALNUM, 60)}.${pick(`${place}/`, ALNUM, 43)}`;
    return [`eyJhbGciOiJIUzI1NiJ9.eyJ${core}`, core];
  },
  slack: (place) => {
    const core = `${pick(place, UPPER + DIGITS, 9)}/B${pick(`${place}/`, UPPER + DIGITS, 9)}/${pick(place, ALNUM, 24)}`;
    return behind('https://hooks.slack.com/services/T', core);
  },
  sentry: (place) => {
    const core = pick(place, '0123456789abcdef', 32);
    return [`https://${core}@o123456.ingest.sentry.io/4501`, core];
  },
  pem,
} as const satisfies Readonly<Record<string, (place: string) => Made>>;

export type Kind = keyof typeof KINDS;

/** Plants secrets, each of them once, and remembers them. */
export class Garden {
  readonly canaries: Canary[] = [];

  /** The secret of a place that may be asked for again. */
  at(place: string, kind: Kind): string {
    return this.canaries.find((one) => one.place === place)?.text ?? this.plant(place, kind);
  }

  /** The secret of a place. */
  plant(place: string, kind: Kind): string {
    if (this.canaries.some((one) => one.place === place)) throw new Error(`${place} has its canary already`);
    const [text, core] = KINDS[kind](place);
    this.canaries.push({ place, text, core });
    return text;
  }
}
