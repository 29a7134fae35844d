import type {
  EnvironmentVariable,
  EvaluatedSettings,
  ObservedCall,
  Setting,
  TraceStep,
  Value,
} from '../../model/value.ts';
import { BUILTINS } from './builtins/index.ts';
import { decided } from './decided.ts';
import { declaredModules } from './declared.ts';
import { choice } from './interpreter/choice.ts';
import type { Reading } from './interpreter/environment.ts';
import { Machine, type ObservedCallRecord } from './interpreter/machine.ts';
import { Raised, Undetermined } from './interpreter/signals.ts';
import { applyConfiguration } from './libraries/configurations.ts';
import { globalSettings, knownSeries, USUAL_DJANGO } from './libraries/django-facts.ts';
import { type Presumptions, presumedTexts } from './presumed.ts';
import type { ProjectFiles } from './project-files.ts';
import { tracesOf, withPath } from './setting-trace.ts';
import { toValue } from './to-value.ts';
import { PyDict, PyModule, type PyValue, UNSET } from './values.ts';

export interface SettingsRequest {
  readonly files: ProjectFiles;
  /** First entry of `sys.path` and working directory; absolute, without links. */
  readonly root: string;
  /** Dotted. */
  readonly module: string;
  readonly chosenBy?: string;
  /** Exactly these variables; undefined: none is known. */
  readonly environment?: Readonly<Record<string, string | null>> | undefined;
  /** Further entries of `sys.path`, absolute; `PYTHONPATH` of the environment goes before them. */
  readonly importRoots?: readonly string[];
  /** `5.2`; the defaults of the nearest series that is known are used for what the project does not assign. */
  readonly django?: string;
  /** What production's files set, where no environment is given: it says which of several values production has. */
  readonly presumptions?: Presumptions;
  /** Class of django-configurations, where the environment names none. */
  readonly configuration?: string;
  /** Print secrets instead of naming their source. */
  readonly showSecrets?: boolean;
}

const MAX_STEPS = 1_500_000;

/** What Django would compute, without running it. `loadPython()` must have been awaited. */
export function evaluateSettings(request: SettingsRequest): EvaluatedSettings {
  const evaluated = evaluateUnder(request);
  const texts = request.environment === undefined ? presumedTexts(request.presumptions) : undefined;
  return texts === undefined ? evaluated : decided(evaluated, () => evaluateUnder(request, texts));
}

function evaluateUnder(request: SettingsRequest, assumed?: ReadonlyMap<string, string>): EvaluatedSettings {
  const { files, root, module, environment } = request;
  const machine = new Machine({
    files,
    roots: [root, ...pythonPath(root, environment?.['PYTHONPATH'] ?? undefined), ...(request.importRoots ?? [])],
    declares: declaredModules(files, root),
    django: seriesOf(request),
    cwd: root,
    environment: environment === undefined ? undefined : { ...environment, DJANGO_SETTINGS_MODULE: module },
    ...(request.presumptions === undefined || environment !== undefined ? {} : { presumptions: request.presumptions }),
    ...(assumed === undefined ? {} : { assumed }),
    builtins: BUILTINS,
    maxSteps: MAX_STEPS,
  });
  const configuration = environment?.['DJANGO_CONFIGURATION'] ?? request.configuration;
  const namespace = load(machine, module, configuration);
  return {
    module,
    ...(configuration === undefined ? {} : { configuration }),
    chosenBy: request.chosenBy ?? 'it was named',
    files: machine.modules.read.map((path) => shorten(root, path)),
    mode: environment === undefined ? 'open' : 'given',
    django: seriesOf(request),
    settings: withDefaults(machine, settingsOf(machine, namespace, request), namespace, request),
    environment: contract(machine, root),
    calls: machine.calls.items.map((call) => observed(machine, call, root)),
    notes: [...machine.notes.values()].map(({ path, message }) => ({ path: shorten(root, path), message })),
  };
}

function seriesOf({ django }: SettingsRequest): string {
  return knownSeries(django ?? USUAL_DJANGO);
}

function pythonPath(root: string, text: string | undefined): string[] {
  const entries = (text ?? '').split(':').filter((entry) => entry !== '');
  return entries.map((entry) => (entry.startsWith('/') ? entry : `${root}/${entry}`).replace(/\/+$/, ''));
}

function load(machine: Machine, module: string, configuration: string | undefined): PyDict {
  try {
    const loaded = outermost(machine, () => machine.importModule(module));
    if (loaded instanceof PyModule && loaded.path !== undefined) {
      if (configuration !== undefined) {
        outermost(machine, () => {
          applyConfiguration(machine, loaded, configuration);
          return null;
        });
      }
      return loaded.attributes;
    }
    machine.fail(`${module} is not in the repository`);
  } catch (signal) {
    if (signal instanceof Undetermined) machine.fail(signal.reason);
    else if (signal instanceof Raised)
      machine.fail(`the settings do not load: ${machine.describeException(signal.exception)}`);
    else throw signal;
  }
  return new PyDict(true);
}

/** No node is further out: it follows both ways whatever the fork means. */
function outermost(machine: Machine, run: () => PyValue): PyValue {
  return machine.fork(run, choice, ['node', 'loop', 'function', 'try']);
}

function isSettingName(name: string): boolean {
  return name === name.toUpperCase() && name !== name.toLowerCase() && !name.startsWith('__');
}

function settingsOf(machine: Machine, namespace: PyDict, request: SettingsRequest): Setting[] {
  const settings: Setting[] = [];
  const defaults = new Map(globalSettings(seriesOf(request)));
  for (const { key, value } of namespace.entries.values()) {
    if (typeof key !== 'string' || !isSettingName(key)) continue;
    const fallback = defaults.has(key) ? (defaults.get(key) ?? null) : UNSET;
    const known = valueOf(machine, machine.orElse(value, fallback), key, request);
    if (known === undefined) continue;
    const trace = tracesOf(machine, namespace, key, value).map((step) =>
      withPath(step, shorten(request.root, step.path)),
    );
    settings.push(setting(key, known, trace));
  }
  return settings.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Django's own defaults of what the project does not assign; `SETTINGS_MODULE` is the loader's. */
function withDefaults(
  machine: Machine,
  own: readonly Setting[],
  namespace: PyDict,
  request: SettingsRequest,
): Setting[] {
  const doubt = namespace.hole ?? machine.failure;
  const assigned = new Set(own.map(({ name }) => name));
  const defaults = globalSettings(seriesOf(request)).flatMap(([name, value]): readonly Setting[] => {
    const known = assigned.has(name) ? undefined : valueOf(machine, value, name, request);
    if (known === undefined) return [];
    return [setting(name, doubt === undefined ? known : { status: 'unknown', reason: doubt }, [])];
  });
  return [...own, ...defaults].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function valueOf(machine: Machine, value: PyValue, name: string, request: SettingsRequest): Value | undefined {
  return value === UNSET ? undefined : toValue(machine, value, name, undefined, request.showSecrets);
}

function setting(name: string, value: Value, trace: readonly TraceStep[]): Setting {
  const [place] = trace;
  return {
    name,
    ref: {
      kind: 'setting',
      id: name,
      ...(place === undefined ? {} : { location: { path: place.path, line: place.line } }),
    },
    value,
    trace,
  };
}

function shorten(root: string, path: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

function contract(machine: Machine, root: string): EnvironmentVariable[] {
  const readings = [...machine.environment.readings.values()].map((reading) => variable(machine, reading, root));
  return readings.toSorted((a, b) => compare(a.name, b.name) || compare(a.path, b.path) || a.line - b.line);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function variable(
  machine: Machine,
  { name, how, path, line, setting: decides }: Reading,
  root: string,
): EnvironmentVariable {
  const fallback =
    how.default === undefined || how.default === UNSET ? undefined : toValue(machine, how.default, name, undefined);
  return {
    name,
    required: how.required ?? how.default === undefined,
    setting: decides,
    default:
      fallback?.status === 'known'
        ? fallback.value
        : fallback?.status === 'secret'
          ? { $secret: fallback.source }
          : null,
    ...(how.cast === undefined ? {} : { cast: how.cast }),
    path: shorten(root, path),
    line,
  };
}

function observed(machine: Machine, call: ObservedCallRecord, root: string): ObservedCall {
  const { length } = machine.path;
  for (const { atom, holds } of call.assumptions) machine.path.assume(atom, holds);
  const seen = observedUnder(machine, call, root);
  machine.path.truncate(length);
  return seen;
}

function observedUnder(machine: Machine, call: ObservedCallRecord, root: string): ObservedCall {
  const unknown: Value = { status: 'unknown', reason: 'it is not known' };
  return {
    callee: call.callee,
    positional: call.positional.map((value) => toValue(machine, value, '', undefined) ?? unknown),
    keywords: Object.fromEntries(
      Object.entries(call.keywords).map(([key, value]) => [key, toValue(machine, value, key, undefined) ?? unknown]),
    ),
    location: { path: shorten(root, call.path), line: call.line },
    ...(call.when === '' ? {} : { when: call.when }),
  };
}
