import type { Answer, EvaluatedSettings, Setting, Value } from '../../src/model/index.ts';
import { type Condition, SECURITY_CHECKS } from './checks/security.ts';
import { SETTINGS_CHECKS } from './checks/settings.ts';

/**
 * Django's own checks of the settings (`manage.py check --deploy`), by id, from the sources of Django 5.2.19 and 6.1.3 and
 * compared with both in test/rules/deploy-checks.test.ts. `async.E001` asks the environment, not the settings, and stands in
 * the rule django-system-checks.
 */
const CHECKS: Readonly<Record<string, Condition>> = { ...SECURITY_CHECKS, ...SETTINGS_CHECKS };
export const DEPLOY_CHECKS: readonly string[] = Object.keys(CHECKS).toSorted();

/** Whether Django reports the check: always, never, under some environments (`sometimes`), or it cannot be told. */
export function deployCheck(id: string, settings: EvaluatedSettings): Answer {
  const condition = CHECKS[id];
  if (condition === undefined) throw new Error(`Django has no check ${id} that settings alone decide`);
  return condition(settings);
}

/** The settings that production has when nobody sets the variables that have a default. */
export function byDefault(settings: EvaluatedSettings): EvaluatedSettings {
  return { ...settings, settings: settings.settings.map((one) => ({ ...one, value: defaultOf(one) })) };
}

function defaultOf({ value }: Setting): Value {
  if (value.status === 'fromEnv' && value.default !== undefined) return { status: 'known', value: value.default };
  if (value.status !== 'oneOf') return value;
  const [first, ...others] = value.values.filter((one) => one.byDefault);
  return first === undefined || others.length > 0 ? value : first.value;
}
