import type { Location } from '../../model/location.ts';
import type { MonitoringProduct, MonitoringStart, Role } from '../../model/repository/index.ts';
import type { EvaluatedSettings, ObservedCall, Value } from '../../model/value.ts';
import { item, startOf, UniqueNames } from '../item.ts';
import { nameOf } from '../paths.ts';
import type { Call } from '../python/ast.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { callsIn } from './expressions.ts';
import { APPS, CALLS, IMPORTS, MIDDLEWARE, productOf, SETTINGS, WRAPPERS } from './monitoring-products.ts';
import { listedIn, settingsOf } from './project-settings.ts';
import { allStatements, dottedName, filesWith, importsOf, moduleOf } from './python-files.ts';
import { valueOfExpression } from './values.ts';

interface Found {
  readonly product: MonitoringProduct;
  readonly how: MonitoringStart['how'];
  readonly location: Location;
  readonly callee?: string;
  readonly arguments?: Readonly<Record<string, Value>>;
  readonly open?: boolean;
  readonly when?: string;
  readonly role?: Role;
}

const TEXTS = [
  'sentry_sdk',
  'ddtrace',
  'datadog',
  'newrelic',
  'rollbar',
  'bugsnag',
  'honeybadger',
  'raygun',
  'appsignal',
  'elasticapm',
  'opentelemetry',
  'pybrake',
  'logfire',
];

/** Every call, setting, wrapper or file that starts a monitoring product. */
export async function readMonitoring(repository: Repository): Promise<readonly MonitoringStart[]> {
  const settings = await settingsOf(repository);
  const processes = await repository.fact('repository.processes');
  const evaluated = oncePerPlace((settings?.calls ?? []).flatMap((call) => inSettings(call)));
  const files = await filesWith(repository, ...TEXTS);
  const inCode = files
    .filter((path) => settings?.files.includes(path) !== true)
    .flatMap((path) => inFile(repository, path));
  const wrapped = processes
    .filter(({ production }) => production)
    .flatMap(({ wrappers, location }) =>
      wrappers.flatMap((wrapper): readonly Found[] => {
        const product = WRAPPERS[wrapper];
        return product === undefined
          ? []
          : [{ product, how: 'wrapper', location, callee: wrapper, role: 'production' }];
      }),
    );
  const configured = repository.files
    .filter(({ path }) => nameOf(path) === 'newrelic.ini')
    .map(({ path }): Found => ({ product: 'newrelic', how: 'config-file', location: startOf(path) }));
  return named([...evaluated, ...bySettings(settings), ...inCode, ...wrapped, ...configured]);
}

/** Where both sides of a condition are followed, one call is seen twice; it is one place in the file. */
function oncePerPlace(calls: readonly Found[]): readonly Found[] {
  const at = ({ location, callee }: Found) => `${location.path}:${location.line} ${callee ?? ''}`;
  return calls.filter((call, index) => calls.findIndex((other) => at(other) === at(call)) === index);
}

function named(all: readonly Found[]): readonly MonitoringStart[] {
  const names = new UniqueNames();
  return all.map(({ location, role, product, how, callee, arguments: given, open, when }) => {
    const made = item(location, undefined, role ?? roleOf(location.path));
    const id = names.take(`${location.path}#${callee ?? product}`);
    return {
      ...made,
      ref: { ...made.ref, id, name: callee ?? product },
      product,
      how,
      ...(callee === undefined ? {} : { callee }),
      arguments: given ?? {},
      open: open === true,
      ...(when === undefined ? {} : { when }),
    };
  });
}

/** A call that the interpreter saw: its arguments are what they really are. Production ran it, whatever the file is called. */
function inSettings({ callee, keywords, positional, location, when }: ObservedCall): readonly Found[] {
  const product = productOf(CALLS, callee);
  if (product === undefined) return [];
  const [dsn] = positional;
  const given = dsn !== undefined && product === 'sentry' ? { dsn, ...keywords } : keywords;
  return [
    {
      product,
      how: 'call',
      location,
      callee,
      arguments: given,
      role: 'production',
      ...(when === undefined ? {} : { when }),
    },
  ];
}

function bySettings(settings: EvaluatedSettings | undefined): readonly Found[] {
  const place = (name: string): Location =>
    settings?.settings.find((one) => one.name === name)?.ref.location ?? startOf(settings?.files[0] ?? '');
  const own = SETTINGS.flatMap(([product, name]): readonly Found[] => {
    const setting = settings?.settings.find((one) => one.name === name);
    const off = setting?.value.status === 'known' && (setting.value.value === null || setting.value.value === false);
    return setting === undefined || setting.trace.length === 0 || off
      ? []
      : [{ product, how: 'setting', location: place(name), callee: name, role: 'production' }];
  });
  const listed = (name: string, how: 'installed-app' | 'middleware', table: typeof APPS): readonly Found[] =>
    listedIn(settings, name).flatMap((entry) => {
      const product = productOf(table, entry);
      return product === undefined
        ? []
        : [{ product, how, location: place(name), callee: entry, role: 'production' as const }];
    });
  return [
    ...own,
    ...listed('INSTALLED_APPS', 'installed-app', APPS),
    ...listed('MIDDLEWARE', 'middleware', MIDDLEWARE),
  ];
}

/** Files that the settings do not load: wsgi.py, celery.py, an AppConfig. */
function inFile(repository: Repository, path: string): readonly Found[] {
  const module = moduleOf(repository, path);
  if (module === undefined) return [];
  const imports = importsOf(module.body, '');
  const text = repository.text(path) ?? '';
  const calls = [...callsIn(module.body)].flatMap((call) => inCall(call, imports, path, text));
  const auto = [...allStatements(module.body)].flatMap((statement): readonly Found[] => {
    const modules =
      statement.type === 'Import'
        ? statement.names.map(({ name }) => name)
        : statement.type === 'ImportFrom'
          ? statement.names.map(({ name }) => `${statement.module ?? ''}.${name}`)
          : [];
    return IMPORTS.filter(([, name]) => modules.includes(name)).map(([product, name]) => ({
      product,
      how: 'import',
      callee: name,
      location: { path, line: statement.span.line },
    }));
  });
  return [...calls, ...auto];
}

function inCall(call: Call, imports: ReadonlyMap<string, string>, path: string, text: string): readonly Found[] {
  const written = dottedName(call.func);
  if (written === undefined) return [];
  const [first = '', ...rest] = written.split('.');
  const callee = [imports.get(first) ?? first, ...rest].join('.');
  const product = imports.has(first) ? productOf(CALLS, callee) : undefined;
  if (product === undefined) return [];
  const given = call.keywords.flatMap(({ arg, value }) =>
    arg === null ? [] : [[arg, valueOfExpression(value, arg, text)] as const],
  );
  const dsn =
    product === 'sentry' && call.args[0] !== undefined
      ? [['dsn', valueOfExpression(call.args[0], 'dsn', text)] as const]
      : [];
  return [
    {
      product,
      how: 'call',
      callee,
      location: { path, line: call.span.line, column: call.span.column },
      arguments: Object.fromEntries([...dsn, ...given]),
      open: call.keywords.some(({ arg }) => arg === null),
    },
  ];
}
