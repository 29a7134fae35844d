import { TYPES } from '../interpreter/types.ts';
import { native, nativeModule, type Runtime } from '../native.ts';
import { PyInstance, PyModule, type PyValue } from '../values.ts';

function importModule(it: Runtime, name: PyValue, base: PyValue): PyValue {
  const text = it.text(name);
  if (!text.startsWith('.')) return it.importModule(text);
  const level = /^\.+/.exec(text)?.[0].length ?? 0;
  const parts = it.text(base).split('.');
  const package_ = parts.slice(0, parts.length - level + 1).join('.');
  return it.importModule(`${package_}.${text.slice(level)}`.replace(/\.$/, ''));
}

/** `find_spec(name)`: None when the project has no such module; of third parties it depends. */
function findSpec(it: Runtime, name: PyValue): PyValue {
  const found = it.attempt(() => it.importModule(it.text(name)), 'ImportError');
  if ('raised' in found) return null;
  if (found.value instanceof PyModule && found.value.path !== undefined) return new PyInstance(TYPES.object);
  return it.unknown(`whether ${it.text(name)} is installed`);
}

export function importlib(): PyModule {
  return nativeModule('importlib', {
    import_module: native('import_module(name, package=None)', importModule),
    reload: native('reload(module)', (_, module) => module),
    util: importlibUtil(),
    metadata: importlibMetadata(),
  });
}

export function importlibUtil(): PyModule {
  return nativeModule('importlib.util', { find_spec: native('find_spec(name, package=None)', findSpec) });
}

export function importlibMetadata(): PyModule {
  const version = native('version(distribution_name)', (it, name) =>
    it.unknown(`the installed version of ${it.text(name)} is not known`, { type: 'str' }),
  );
  return nativeModule('importlib.metadata', { version });
}
