import type { EvaluatedSettings, Json, Setting, Subject } from '../../src/model/index.ts';
import { alternatives, isHole, isRecord, setting } from './settings.ts';

export type Family = 'postgresql' | 'mysql' | 'sqlite' | 'oracle' | 'other' | 'unknown';

/** One alias of DATABASES, as production has it by default. */
export interface DatabaseAlias extends Subject {
  readonly alias: string;
  readonly setting: Setting;
  /** Undefined when it could not be computed, as that of a URL in the environment. */
  readonly entry: Readonly<Record<string, Json>> | undefined;
  readonly family: Family;
}

export function databaseAliases(settings: EvaluatedSettings): readonly DatabaseAlias[] {
  const one = setting(settings, 'DATABASES');
  if (one === undefined) return [];
  const usual = alternatives(one.value).find(({ byDefault }) => byDefault) ?? alternatives(one.value)[0];
  const all =
    usual?.value.status === 'known' && isRecord(usual.value.value) && !isHole(usual.value.value)
      ? usual.value.value
      : undefined;
  if (all === undefined) return [subject(one, 'default', undefined)];
  return Object.entries(all).map(([alias, entry]) =>
    subject(one, alias, isRecord(entry) && !isHole(entry) ? entry : undefined),
  );
}

function subject(one: Setting, alias: string, entry: Readonly<Record<string, Json>> | undefined): DatabaseAlias {
  const ref = { kind: 'setting' as const, id: `DATABASES#${alias}`, name: `database ${alias}` };
  return { ref, alias, setting: one, entry, family: family(entry?.['ENGINE']) };
}

/** Engines are not always Django's own: `django_prometheus.db.backends.postgresql`, `psqlextra.backend`. */
function family(engine: Json | undefined): Family {
  if (typeof engine !== 'string') return 'unknown';
  if (/postg|psql|timescale|pgbouncer/i.test(engine)) return 'postgresql';
  if (/mysql|mariadb/i.test(engine)) return 'mysql';
  if (/sqlite|spatialite/i.test(engine)) return 'sqlite';
  return /oracle/i.test(engine) ? 'oracle' : 'other';
}

/** OPTIONS; empty when there are none, undefined when they could not be computed. */
export function options({ entry }: DatabaseAlias): Readonly<Record<string, Json>> | undefined {
  const given = entry?.['OPTIONS'] ?? (entry === undefined ? undefined : {});
  return isRecord(given) && !isHole(given) ? given : undefined;
}
