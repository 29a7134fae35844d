import type { Alternative, EvaluatedSettings, Setting, Value } from '../../model/value.ts';

/**
 * Settings of which the presumptions alone do not say what production has, because something was done with the text of a
 * variable that was not followed: they are computed once more under the texts that are known. `again` is asked only then.
 */
export function decided(evaluated: EvaluatedSettings, again: () => EvaluatedSettings): EvaluatedSettings {
  if (!evaluated.settings.some(({ value }) => isOpen(value))) return evaluated;
  const values = new Map(again().settings.map(({ name, value }) => [name, value]));
  return { ...evaluated, settings: evaluated.settings.map((one) => decide(one, values.get(one.name))) };
}

function isOpen(value: Value): value is Extract<Value, { status: 'oneOf' }> {
  if (value.status !== 'oneOf') return false;
  const usual = value.values.filter(({ byDefault }) => byDefault);
  return usual.every(({ value: { status } }) => status === 'unknown' || status === 'fromEnv');
}

function decide(setting: Setting, computed: Value | undefined): Setting {
  const { value } = setting;
  if (!isOpen(value) || computed?.status !== 'known') return setting;
  const text = JSON.stringify(computed);
  const same = value.values.find((one) => JSON.stringify(one.value) === text);
  if (same === undefined && !value.values.some(({ byDefault }) => byDefault)) return { ...setting, value: computed };
  const values = value.values.map(
    (one): Alternative =>
      same === undefined
        ? { ...one, value: one.byDefault ? computed : one.value }
        : { ...one, byDefault: one === same },
  );
  return { ...setting, value: { status: 'oneOf', values } };
}
