import type { EvaluatedSettings, FailDetails, Json, Location, Setting, Verdict } from '../../src/model/index.ts';
import { fail, pass, unknown } from '../../src/model/index.ts';
import { outcome, whenText } from './outcome.ts';
import { where } from './places.ts';
import { assignedAt, setting, settingEvidence } from './settings.ts';

/** What a rule says of a setting that is wrong. `when` is ` when X is not set`, or empty when it always is. */
export type Wrong = (when: string) => FailDetails & { readonly message: string };

/**
 * The verdict of a rule that asks one question of one setting: wrong always or by default is a failure, what only the
 * running service can tell is unknown, the rest passes.
 */
export function judgeSetting(
  one: Setting,
  settings: EvaluatedSettings,
  isWrong: (value: Json) => boolean | undefined,
  says: { readonly good: string; readonly wrong: Wrong },
): Verdict {
  const evidence = [settingEvidence(one, settings)];
  const place = where(settingPlace(one, settings));
  const gap = notFollowed(one, settings);
  if (gap !== undefined) return unknown(`${one.name} cannot be told: ${gap}`, { evidence, ...place });
  const found = outcome(one.value, isWrong);
  if (found.status === 'open') return unknown(`${one.name} cannot be told: ${found.reason}`, { evidence, ...place });
  if (found.status === 'clear') return pass(says.good, { evidence });
  const { message, ...details } = says.wrong(whenText(found));
  return fail(message, { evidence, ...place, ...details });
}

/** Where the setting is assigned; for Django's own default the settings file in which it is missing. */
export function settingPlace(one: Setting, settings: EvaluatedSettings): Location | undefined {
  const path = settingsFile(settings);
  return assignedAt(one) ?? (path === undefined ? undefined : { path, line: 1, column: 1 });
}

/** The file of the settings module: packages around it are imported, and listed, before it. */
export function settingsFile({ module, files }: EvaluatedSettings): string | undefined {
  const path = module.replaceAll('.', '/');
  return (
    files.find((file) => `/${file}`.endsWith(`/${path}.py`) || `/${file}`.endsWith(`/${path}/__init__.py`)) ??
    files.at(-1)
  );
}

/**
 * Why an unassigned setting need not have Django's default: a project assigns INSTALLED_APPS and ROOT_URLCONF, so where
 * neither is there, the settings come in a way that was not followed (a class that nobody named, a loader of its own).
 */
export function notFollowed(one: Setting, settings: EvaluatedSettings): string | undefined {
  const assigned = (name: string) => (setting(settings, name)?.trace.length ?? 0) > 0;
  if (one.trace.length > 0 || assigned('ROOT_URLCONF') || assigned('INSTALLED_APPS')) return undefined;
  const note = settings.notes[0]?.message;
  return `${settings.module} assigns neither INSTALLED_APPS nor ROOT_URLCONF as far as it could be followed${note === undefined ? '' : ` (${note})`}`;
}
