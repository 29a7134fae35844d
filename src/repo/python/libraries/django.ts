import { native, nativeModule, type Runtime } from '../native.ts';
import { PyDict, type PyModule, type PyValue } from '../values.ts';
import { defaultLogging, globalSettings, languageInfo, messageConstants } from './django-facts.ts';
import { lazily, lazyText } from './django-lazy.ts';

const random = (signature: string, what: string) =>
  native(signature, (it) => it.unknown(`${what} differs from process to process`, { type: 'str', random: true }));

const same = (signature: string) => native(signature, (_, value) => value, { raw: true });

const translation = (): PyModule =>
  nativeModule('django.utils.translation', {
    gettext_lazy: lazily('gettext_lazy(message)'),
    ugettext_lazy: lazily('ugettext_lazy(message)'),
    gettext: lazily('gettext(message)'),
    ugettext: lazily('ugettext(message)'),
    gettext_noop: same('gettext_noop(message)'),
    ugettext_noop: same('ugettext_noop(message)'),
    get_language_info: native('get_language_info(lang_code)', (it, code) => languageOf(it, it.text(code))),
  });

/** The entry of LANG_INFO, which gets its translated name. */
function languageOf(it: Runtime, code: string): PyValue {
  const all = it.getattr(it.importModule('django.conf.locale'), 'LANG_INFO');
  const generic = code.split('-')[0] ?? code;
  const found = it.attempt(() => it.getitem(all, code), 'KeyError');
  const info = 'value' in found ? found.value : it.getitem(all, generic);
  const fallback = it.call(it.getattr(info, 'get'), ['fallback']);
  const named = it.call(it.getattr(info, 'get'), ['name']);
  if (fallback !== null && named === null) return languageOf(it, it.text(it.getitem(fallback, 0n)));
  if (info instanceof PyDict) it.heap.setItem(info, 'name_translated', lazyText(named));
  return info;
}

const conf = (version: string): PyModule =>
  nativeModule('django.conf', { global_settings: globalSettingsModule(version) });

const globalSettingsModule = (version: string): PyModule =>
  nativeModule('django.conf.global_settings', Object.fromEntries(globalSettings(version)));

const importString = native('import_string(dotted_path)', (it, path) => {
  const dotted = it.text(path);
  const cut = dotted.lastIndexOf('.');
  if (cut < 0) return it.raise('ImportError', `${dotted} doesn't look like a module path`);
  return it.getattr(it.importModule(dotted.slice(0, cut)), dotted.slice(cut + 1));
});

const messages = (version: string): Readonly<Record<string, PyValue>> => Object.fromEntries(messageConstants(version));

/** What settings take from Django itself, of a version. */
export const DJANGO_MODULES: Readonly<Record<string, (version: string) => PyModule>> = {
  'django.conf': conf,
  'django.conf.global_settings': globalSettingsModule,
  'django.conf.locale': (version) => nativeModule('django.conf.locale', { LANG_INFO: languageInfo(version) }),
  'django.contrib.messages': (version) => nativeModule('django.contrib.messages', messages(version)),
  'django.contrib.messages.constants': (version) =>
    nativeModule('django.contrib.messages.constants', messages(version)),
  'django.core.management.utils': () =>
    nativeModule('django.core.management.utils', {
      get_random_secret_key: random('get_random_secret_key()', 'get_random_secret_key()'),
    }),
  'django.urls': () =>
    nativeModule('django.urls', {
      reverse_lazy: lazily('reverse_lazy(viewname, urlconf=None, args=None, kwargs=None)'),
    }),
  'django.utils.crypto': () =>
    nativeModule('django.utils.crypto', {
      get_random_string: random('get_random_string(length, allowed_chars=None)', 'get_random_string()'),
    }),
  'django.utils.log': (version) => nativeModule('django.utils.log', { DEFAULT_LOGGING: defaultLogging(version) }),
  'django.utils.module_loading': () => nativeModule('django.utils.module_loading', { import_string: importString }),
  'django.utils.translation': translation,
};
