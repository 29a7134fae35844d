import {
  type DeployedService,
  type EvaluatedSettings,
  type Evidence,
  type Json,
  type Location,
  part,
  type Subject,
} from '../../src/model/index.ts';
import { settingPlace } from './judge-setting.ts';
import type { Blind } from './service.ts';
import { nameOf } from './service.ts';
import { isHole, isRecord, python, setting, settingEvidence } from './settings.ts';
import { isOwnClass, isS3, type Storage, storage } from './storages.ts';

type Alias = 'default' | 'staticfiles';

/** A storage of a live service that django-storages keeps in S3 (or may: a class of the project's own). */
export interface LiveStorage extends Subject {
  readonly service: DeployedService;
  readonly settings: EvaluatedSettings;
  readonly alias: Alias;
  readonly storage: Storage;
  /** A class of the project: its attributes may say otherwise than the settings do. */
  readonly own: boolean;
}

/** The S3 storages of a service under its live variables. */
export function liveStorages(
  service: DeployedService,
  aliases: readonly Alias[] = ['default', 'staticfiles'],
): readonly (LiveStorage | Blind)[] {
  const { settings } = service;
  if (settings.status === 'unavailable') {
    const blind = `the settings of ${nameOf(service)} could not be evaluated: ${settings.reason}`;
    return [{ ref: part(service.ref, 'STORAGES'), blind }];
  }
  return aliases.flatMap((alias): readonly LiveStorage[] => {
    const found = storage(settings.value, alias);
    if (found === undefined) return [];
    const own = isOwnClass(found.backend);
    if (!isS3(found.backend) && !own) return [];
    const ref = part(service.ref, `STORAGES.${alias}`, `${service.ref.name ?? service.ref.id} storage ${alias}`);
    return [{ ref, service, settings: settings.value, alias, storage: found, own }];
  });
}

/** An option as the storage has it: from OPTIONS, else from the setting that all S3 storages share, else undefined. */
export function optionOf({ storage: one, settings }: LiveStorage, option: string, shared: string): Json | undefined {
  if (one.options === undefined) return { $unknown: 'OPTIONS could not be computed' };
  const explicit = one.options[option];
  if (explicit !== undefined) return explicit;
  const found = setting(settings, shared);
  if (found === undefined || found.trace.length === 0) return undefined;
  return found.value.status === 'known' ? found.value.value : { $unknown: shared };
}

/** The text of an option; undefined when it is not set, or is None; a hole when it could not be computed. */
export function textOf(
  one: LiveStorage,
  option: string,
  shared: string,
): string | { readonly unknown: true } | undefined {
  const value = optionOf(one, option, shared);
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? value : { unknown: true };
}

/** The address of a store that only speaks S3's language; undefined for AWS's own. */
export function foreignEndpoint(one: LiveStorage): string | undefined {
  const given = textOf(one, 'endpoint_url', 'AWS_S3_ENDPOINT_URL');
  const variables = one.service.variables.status === 'collected' ? one.service.variables.value : [];
  const ofSdk = variables.find(({ name }) => name === 'AWS_ENDPOINT_URL_S3' || name === 'AWS_ENDPOINT_URL')?.value;
  const endpoint = given ?? ofSdk;
  if (typeof endpoint === 'object') return 'an endpoint that could not be computed';
  return endpoint === undefined || /\.amazonaws\.com(\.cn)?(?:[:/]|$)/.test(endpoint) ? undefined : endpoint;
}

/** The settings that a verdict on a storage rests on, each with its place. */
export function storageEvidence(
  { storage: one, settings, alias }: LiveStorage,
  ...shared: readonly string[]
): readonly Evidence[] {
  const { setting: of, backend, options } = one;
  const words = [
    backend ?? 'a backend that could not be computed',
    ...(options === undefined ? [] : [inWords(options)]),
  ];
  const first = { ...settingEvidence(of, settings), label: `storage ${alias}`, value: words.filter(Boolean).join(' ') };
  const rest = shared.flatMap((name) => {
    const found = setting(settings, name);
    return found === undefined || found.trace.length === 0 ? [] : [settingEvidence(found, settings)];
  });
  return [first, ...rest];
}

function inWords(options: Readonly<Record<string, Json>>): string {
  return isRecord(options) && !isHole(options) && Object.keys(options).length > 0 ? python(options) : '';
}

/** Where an option is decided: the shared setting's line when it has one, else that of STORAGES. */
export function storagePlace(
  { storage: one, settings }: LiveStorage,
  option: string,
  shared: string,
): Location | undefined {
  const found = setting(settings, shared);
  const here =
    one.options?.[option] === undefined && found !== undefined && found.trace.length > 0 ? found : one.setting;
  return settingPlace(here, settings);
}
