import type { EvaluatedSettings, Json } from '../../model/value.ts';
import type { Repository } from '../repository.ts';

/** The evaluated settings, or undefined where the project has none that can be computed. */
export async function settingsOf(repository: Repository): Promise<EvaluatedSettings | undefined> {
  try {
    return await repository.fact('repository.settings');
  } catch {
    return undefined; // the fact itself says why; what is made from settings here does without
  }
}

/** Every value that a setting can have. */
export function valuesOf(settings: EvaluatedSettings | undefined, name: string): readonly Json[] {
  const value = settings?.settings.find((one) => one.name === name)?.value;
  if (value?.status === 'known') return [value.value];
  if (value?.status !== 'oneOf') return [];
  return value.values.flatMap((one) => (one.value.status === 'known' ? [one.value.value] : []));
}

/** The texts in the lists that a setting can be, each once. */
export function listedIn(settings: EvaluatedSettings | undefined, name: string): readonly string[] {
  const lists = valuesOf(settings, name).flatMap((value) => (Array.isArray(value) ? (value as readonly Json[]) : []));
  return [...new Set(lists.flatMap((one) => (typeof one === 'string' ? [one] : [])))];
}
