import type { EvaluatedSettings, Evidence, Json, ServiceVariable } from '../model/index.ts';
import { settingEvidence, variableEvidence } from './evidence.ts';

/** A host that the application talks to, and where it was found. */
export interface NamedHost {
  readonly host: string;
  /** For people: "the host of REDIS_URL", "CACHES['default']['LOCATION']". */
  readonly where: string;
  /** The variable in whose URL it stands. */
  readonly variable?: string;
  readonly evidence: Evidence;
}

/** The hosts in the URLs of variables, secret ones too: a collector keeps the host of what it redacts. */
export function hostsOfVariables(variables: readonly ServiceVariable[]): readonly NamedHost[] {
  return variables.flatMap((variable) => {
    const { name, value, redacted } = variable;
    const host = redacted?.host ?? hostOf(value ?? '');
    if (host === undefined) return [];
    return [
      { host, where: `the host of ${name}`, variable: name, evidence: variableEvidence(variable, `host ${host}`) },
    ];
  });
}

/** The hosts in every text of the named settings. */
export function hostsOfSettings(settings: EvaluatedSettings, wanted: (name: string) => boolean): readonly NamedHost[] {
  return textsOfSettings(settings, wanted).flatMap(({ text, where, evidence }) => {
    const host = hostOf(text);
    return host === undefined ? [] : [{ host, where, evidence: { ...evidence, value: `host ${host}` } }];
  });
}

export interface NamedText {
  readonly text: string;
  readonly where: string;
  readonly evidence: Evidence;
}

/** Every text in the known values of the named settings, with its path: `CACHES['default']['LOCATION']`. */
export function textsOfSettings(settings: EvaluatedSettings, wanted: (name: string) => boolean): readonly NamedText[] {
  return settings.settings
    .filter(({ name, value }) => wanted(name) && value.status === 'known')
    .flatMap(({ name, value }) =>
      (value.status === 'known' ? textsIn(value.value, name) : []).map(({ text, where }) => ({
        text,
        where,
        evidence: settingEvidence(settings, name, where, text),
      })),
    );
}

function textsIn(value: Json, where: string): readonly Omit<NamedText, 'evidence'>[] {
  if (typeof value === 'string') return [{ text: value, where }];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) =>
    textsIn(item, Array.isArray(value) ? `${where}[${key}]` : `${where}['${key}']`),
  );
}

const URL_HOST = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/?#]*@)?(?<host>[^:/?#,\s]+)/i;
const BARE_HOST = /^(?<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?$/i;

/** The host of a URL, or a bare host with an optional port. */
export function hostOf(text: string): string | undefined {
  return (URL_HOST.exec(text) ?? BARE_HOST.exec(text))?.groups?.['host']?.toLowerCase();
}
