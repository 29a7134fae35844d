import { classAttribute } from '../interpreter/type-of.ts';
import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import {
  NativeFunction,
  PyClass,
  PyDescriptor,
  PyFunction,
  PyInstance,
  PyMethod,
  PyModule,
  PyUnknown,
  type PyValue,
  UNSET,
} from '../values.ts';
import { SECRET_FILE_VALUE, VALUE, VALUE_CLASSES } from './configurations-values.ts';
import { globalSettings } from './django-facts.ts';
import { parseEnvFile } from './environ-env-file.ts';

function isSetting(name: PyValue): name is string {
  return typeof name === 'string' && name === name.toUpperCase() && !name.startsWith('_');
}

/** Deprecated or transitional: not copied from Django's defaults. */
const LEFT_OUT = new Set([
  'FORMS_URLFIELD_ASSUME_HTTPS',
  'DEFAULT_HASHING_ALGORITHM',
  'DEFAULT_CONTENT_TYPE',
  'FILE_CHARSET',
  'DEFAULT_AUTO_FIELD',
  'PASSWORD_RESET_TIMEOUT_DAYS',
  'DEFAULT_FILE_STORAGE',
  'STATICFILES_STORAGE',
]);

/** Settings that a class has from itself or an ancestor: name, value, and the class that holds it. */
function settingsOf(cls: PyClass): Map<string, { readonly value: PyValue; readonly holder: PyClass }> {
  const found = new Map<string, { readonly value: PyValue; readonly holder: PyClass }>();
  for (const holder of cls.mro.toReversed()) {
    for (const { key, value } of holder.attributes.entries.values()) {
      if (isSetting(key) && value !== UNSET) found.set(key, { value, holder });
    }
  }
  return found;
}

/** The metaclass: Django's defaults and the settings of all bases become the class's own, where it does not have them. */
function copySettings(it: Runtime, cls: PyClass): PyValue {
  const bases = cls.bases.filter((base) => base instanceof PyClass);
  for (const base of bases) {
    for (const [name, { value, holder }] of settingsOf(base)) {
      if (LEFT_OUT.has(name) || cls.attributes.get(name) !== undefined) continue;
      it.copySetting(holder.attributes, cls.attributes, name, value);
    }
  }
  return cls;
}

const classMethod = (signature: string, run: (it: Runtime, cls: PyValue) => void): PyDescriptor =>
  new PyDescriptor(
    'classmethod',
    native(
      signature,
      (it, cls) => {
        run(it, cls);
        return null;
      },
      { raw: true },
    ),
  );

/** `DOTENV`: a file whose variables are set where they are not yet. */
function loadDotenv(it: Runtime, cls: PyValue): void {
  const file = it.lookup(cls, 'DOTENV');
  if (file === undefined || !it.truth(file)) return;
  const path = it.textOrUndefined(file) ?? '';
  const full = path.startsWith('/') ? path : `${it.cwd}/${path}`;
  const text = it.files.readText(full);
  if (text === undefined) it.giveUp(`${full} is not in the repository`);
  else {
    for (const [name, value] of parseEnvFile(text, false)) {
      if (it.choose(it.readEnv(name)) === UNSET) it.writeEnv(name, value);
    }
  }
}

/** Values that were waiting for the name of their setting. */
function setUpValues(it: Runtime, cls: PyValue): void {
  if (!(cls instanceof PyClass)) return;
  const settings = [...settingsOf(cls)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, { value }] of settings) {
    eachAlone(it, cls, name, () => {
      setUpValue(it, cls, name, it.choose(value));
    });
  }
}

/** One setting that cannot be computed, or that many conditions decide, takes no other with it. */
function eachAlone(it: Runtime, target: PyValue, name: string, run: () => void): void {
  const done = it.follow(() => {
    run();
    return null;
  });
  if (done instanceof PyUnknown) it.setattr(target, name, done);
}

function setUpValue(it: Runtime, target: PyValue, name: string, value: PyValue): boolean {
  if (!(value instanceof PyInstance) || !value.cls.mro.includes(VALUE)) return false;
  const actual = it.call(it.getattr(value, 'setup'), [name]);
  it.setattr(target, name, it.getattr(value, 'value'));
  if (it.truth(it.getattr(value, 'multiple'))) {
    for (const key of it.items(actual)) it.setattr(target, it.text(key), it.getitem(actual, key));
  }
  return true;
}

const CONFIGURATION: PyClass = nativeClass('Configuration', 'configurations.base', {
  attributes: {
    DOTENV_LOADED: null,
    load_dotenv: classMethod('load_dotenv(cls)', loadDotenv),
    pre_setup: classMethod('pre_setup(cls)', loadDotenv),
    post_setup: classMethod('post_setup(cls)', () => undefined),
    setup: classMethod('setup(cls)', setUpValues),
  },
  hooks: { subclassed: copySettings },
});

/** `Configuration` for one evaluation: its defaults may be changed in place. */
function configurationClass(django: string): PyClass {
  const defaults = globalSettings(django).filter(([name]) => !LEFT_OUT.has(name));
  return nativeClass('Configuration', 'configurations', {
    bases: [CONFIGURATION],
    attributes: Object.fromEntries(defaults),
  });
}

/** What importing a settings module does under `DJANGO_CONFIGURATION`: the class's settings become the module's. */
export function applyConfiguration(it: Runtime, module: PyModule, name: string): void {
  const cls = it.lookup(module, name);
  if (!(cls instanceof PyClass)) return it.note(`there is no configuration ${name} in ${module.name}`);
  it.call(it.getattr(cls, 'pre_setup'));
  it.call(it.getattr(cls, 'setup'));
  const instance = it.call(cls);
  for (const [setting, { holder }] of [...settingsOf(cls)].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    eachAlone(it, module, setting, () => {
      const value = it.getattr(instance, setting);
      const known = it.choose(value);
      const called = isCallable(known) && !isPristine(it, cls, setting) ? it.call(known) : value;
      if (!setUpValue(it, module, setting, called))
        it.copySetting(holder.attributes, module.attributes, setting, called);
    });
  }
  it.setattr(module, 'CONFIGURATION', `${module.name}.${name}`);
  it.call(it.getattr(cls, 'post_setup'));
}

function isCallable(value: PyValue): boolean {
  return (
    value instanceof PyFunction ||
    value instanceof NativeFunction ||
    value instanceof PyMethod ||
    value instanceof PyClass ||
    (value instanceof PyInstance && classAttribute(value.cls, '__call__') !== undefined)
  );
}

function isPristine(it: Runtime, cls: PyClass, setting: string): boolean {
  const stored = classAttribute(cls, setting);
  const func = stored instanceof PyDescriptor ? stored.func : stored;
  return (
    func instanceof PyFunction &&
    func.attributes.get('pristine') !== undefined &&
    it.truth(func.attributes.get('pristine') ?? false)
  );
}

const pristinemethod = native(
  'pristinemethod(func)',
  (it, func) => {
    it.setattr(func, 'pristine', true);
    return new PyDescriptor('staticmethod', func);
  },
  { raw: true },
);

export const configurations = (django: string): PyModule =>
  nativeModule('configurations', {
    Configuration: configurationClass(django),
    pristinemethod,
    values: configurationsValues(),
  });

export const configurationsValues = (): PyModule => nativeModule('configurations.values', VALUE_CLASSES);

export const lasuiteValues = (): PyModule =>
  nativeModule('lasuite.configuration.values', { SecretFileValue: SECRET_FILE_VALUE });
