import { native, nativeClass, nativeModule } from '../native.ts';
import type { PyModule } from '../values.ts';

const nothing = (name: string) => native(`${name}(self, *args, **kwargs)`, () => null, { raw: true });

/** A provider that settings fill and read nothing from: it changes nothing that it is given. */
const CONFIGURATION = nativeClass('Configuration', 'dependency_injector.providers', {
  attributes: Object.fromEntries(
    ['__init__', 'from_dict', 'from_env', 'from_yaml', 'from_ini', 'from_value'].map((name) => [name, nothing(name)]),
  ),
  hooks: { attribute: (it, _, name) => it.unknown(`the option ${name} of a dependency injector`) },
});

export const dependencyInjectorProviders = (): PyModule =>
  nativeModule('dependency_injector.providers', { Configuration: CONFIGURATION });

export const dependencyInjectorContainers = (): PyModule =>
  nativeModule('dependency_injector.containers', {
    DeclarativeContainer: nativeClass('DeclarativeContainer', 'dependency_injector.containers', {}),
  });

export const dependencyInjector = (): PyModule => nativeModule('dependency_injector', {});
