import type { EvaluatedSettings, FailDetails, Json, Location, Setting, Verdict } from '../../src/model/index.ts';
import { fail, pass, unknown } from '../../src/model/index.ts';
import { outcome, whenText } from './outcome.ts';
import { where } from './places.ts';
import { assignedAt, settingEvidence } from './settings.ts';

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
  const found = outcome(one.value, isWrong);
  if (found.status === 'open') return unknown(`${one.name} cannot be told: ${found.reason}`, { evidence, ...place });
  if (found.status === 'clear') return pass(says.good, { evidence });
  const { message, ...details } = says.wrong(whenText(found));
  return fail(message, { evidence, ...place, ...details });
}

/** Where the setting is assigned; for Django's own default the settings file in which it is missing. */
export function settingPlace(one: Setting, settings: EvaluatedSettings): Location | undefined {
  const [file] = settings.files;
  return assignedAt(one) ?? (file === undefined ? undefined : { path: file, line: 1, column: 1 });
}
