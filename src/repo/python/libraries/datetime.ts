import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import { PyDescriptor, type PyDict, PyInstance, type PyModule, type PyTuple, type PyValue } from '../values.ts';

/** A timedelta's length, in whole microseconds. */
const UNITS: Readonly<Record<string, number>> = {
  days: 86_400e6,
  seconds: 1e6,
  microseconds: 1,
  milliseconds: 1e3,
  minutes: 60e6,
  hours: 3_600e6,
  weeks: 604_800e6,
};
const ORDER = Object.keys(UNITS);

function numberOf(it: Runtime, value: PyValue): number {
  const known = it.force(value);
  if (typeof known === 'bigint' || typeof known === 'boolean' || typeof known === 'number') return Number(known);
  if (known instanceof PyInstance && known.base !== undefined) return numberOf(it, known.base);
  return it.raise('TypeError', `unsupported type for timedelta component: ${it.typeOf(known).name}`);
}

function microseconds(self: PyValue): number {
  return (self as PyInstance).payload as number; // only our own methods get our instances
}

function makeDelta(value: number): PyInstance {
  return new PyInstance(TIMEDELTA, Math.round(value));
}

function constructDelta(it: Runtime, positional: PyTuple, keywords: PyDict): PyValue {
  const parts = [
    ...positional.items.map((value, index) => [ORDER[index] ?? '', value] as const),
    ...it.entries(keywords).map(([key, value]) => [it.text(key), value] as const),
  ];
  let total = 0;
  for (const [name, value] of parts) {
    const unit = UNITS[name];
    if (unit === undefined) return it.raise('TypeError', `'${name}' is an invalid keyword argument for timedelta()`);
    const known = it.choose(value);
    if (known instanceof Object && (known.kind === 'unknown' || known.kind === 'opaque'))
      return it.unknown('a timedelta of a number that is not known');
    total += numberOf(it, known) * unit;
  }
  return makeDelta(total);
}

function operate(it: Runtime, op: string, self: PyInstance, other: PyValue, reflected: boolean): PyValue | undefined {
  const mine = microseconds(self);
  if (other instanceof PyInstance && other.cls === TIMEDELTA) return operateDeltas(it, op, mine, microseconds(other));
  if (typeof other !== 'bigint' && typeof other !== 'number') return undefined;
  const number = Number(other);
  if (op === '*') return makeDelta(mine * number);
  if (reflected) return undefined;
  if ((op === '/' || op === '//') && number === 0) return it.raise('ZeroDivisionError', 'division by zero');
  if (op === '/') return makeDelta(mine / number);
  return op === '//' && typeof other === 'bigint' ? makeDelta(Math.floor(mine / number)) : undefined;
}

function operateDeltas(it: Runtime, op: string, left: number, right: number): PyValue | undefined {
  if (op === '+') return makeDelta(left + right);
  if (op === '-') return makeDelta(left - right);
  if (right === 0 && ['/', '//', '%'].includes(op)) return it.raise('ZeroDivisionError', 'division by zero');
  if (op === '/') return left / right;
  if (op === '//') return BigInt(Math.floor(left / right));
  return op === '%' ? makeDelta(left - Math.floor(left / right) * right) : undefined;
}

/** `1 day, 0:30:00`. */
function deltaText(self: PyInstance): string {
  const total = microseconds(self);
  const days = Math.floor(total / 86_400e6);
  const rest = total - days * 86_400e6;
  const seconds = Math.floor(rest / 1e6);
  const fraction = rest - seconds * 1e6;
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const day = days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `;
  return `${day}${clock}${fraction === 0 ? '' : `.${String(fraction).padStart(6, '0')}`}`;
}

const part = (get: (total: number) => number): PyDescriptor =>
  new PyDescriptor(
    'property',
    native('get(self)', (_, self) => BigInt(get(microseconds(self)))),
  );
const days = (total: number): number => Math.floor(total / 86_400e6);

const TIMEDELTA = nativeClass('timedelta', 'datetime', {
  attributes: {
    total_seconds: native('total_seconds(self)', (_, self) => microseconds(self) / 1e6),
    days: part(days),
    seconds: part((total) => Math.floor((total - days(total) * 86_400e6) / 1e6)),
    microseconds: part((total) => ((total % 1e6) + 1e6) % 1e6),
  },
  hooks: {
    construct: (it, _, positional, keywords) => constructDelta(it, positional, keywords),
    str: (_, self) => deltaText(self),
    truth: (_, self) => microseconds(self) !== 0,
    equal: (_, self, other) =>
      other instanceof PyInstance && other.cls === TIMEDELTA && microseconds(other) === microseconds(self),
    compare: (_, self, other) =>
      other instanceof PyInstance && other.cls === TIMEDELTA ? microseconds(self) - microseconds(other) : undefined,
    hash: (self) => `\0timedelta ${microseconds(self)}`,
    binary: operate,
    show: (_, self) => ({ notation: '$timedelta', value: microseconds(self) / 1e6 }),
  },
});

/** A moment that is written out in the settings: its ISO text. */
const FIELDS = {
  date: ['year', 'month', 'day'],
  time: ['hour', 'minute', 'second', 'microsecond'],
  datetime: ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'],
} as const;

type Moment = Readonly<Record<string, number>> & { readonly utc?: number };

function isoText(kind: keyof typeof FIELDS, moment: Moment): string {
  const pad = (name: string, width: number): string => String(moment[name] ?? 0).padStart(width, '0');
  const date = `${pad('year', 4)}-${pad('month', 2)}-${pad('day', 2)}`;
  const fraction = (moment['microsecond'] ?? 0) === 0 ? '' : `.${pad('microsecond', 6)}`;
  const time = `${pad('hour', 2)}:${pad('minute', 2)}:${pad('second', 2)}${fraction}${moment['utc'] === 1 ? '+00:00' : ''}`;
  return kind === 'date' ? date : kind === 'time' ? time : `${date}T${time}`;
}

const UTC = new PyInstance(nativeClass('timezone', 'datetime', { hooks: { str: () => 'UTC', show: () => 'UTC' } }));

const NOW: ReadonlySet<string> = new Set(['now', 'today', 'utcnow']);

function momentClass(kind: keyof typeof FIELDS) {
  const fields: readonly string[] = FIELDS[kind];
  const payload = (self: PyValue): Moment => (self as PyInstance).payload as Moment; // only our own methods get our instances
  const unknownNow = (name: string) =>
    new PyDescriptor(
      'classmethod',
      native(`${name}(cls, *args)`, (it) =>
        NOW.has(name)
          ? it.unknown(`${kind}.${name}() differs from run to run`, { random: true })
          : it.unknown(`${kind}.${name}() is not followed`),
      ),
    );
  return nativeClass(kind, 'datetime', {
    attributes: {
      ...Object.fromEntries(
        ['now', 'today', 'utcnow', 'fromtimestamp', 'strptime', 'fromisoformat'].map((name) => [
          name,
          unknownNow(name),
        ]),
      ),
      ...Object.fromEntries(
        fields.map((field) => [
          field,
          new PyDescriptor(
            'property',
            native('get(self)', (_, self) => BigInt(payload(self)[field] ?? 0)),
          ),
        ]),
      ),
      isoformat: native('isoformat(self)', (_, self) => isoText(kind, payload(self))),
      strftime: native('strftime(self, format)', (it) => it.giveUp('a formatted date')),
    },
    hooks: {
      construct: (it, cls, positional, keywords) => {
        const moment: Record<string, number> = {};
        const set = (name: string, value: PyValue): void => {
          if (name === 'tzinfo') moment['utc'] = it.choose(value) === UTC ? 1 : it.giveUp('a time in a time zone');
          else moment[name] = numberOf(it, value);
        };
        positional.items.forEach((value, index) => set(fields[index] ?? 'tzinfo', value));
        for (const [key, value] of it.entries(keywords)) set(it.text(key), value);
        return new PyInstance(cls, moment);
      },
      show: (_, self) => isoText(kind, payload(self)),
      str: (_, self) => isoText(kind, payload(self)).replace('T', ' '),
      hash: (self) => `\0${kind} ${isoText(kind, payload(self))}`,
      equal: (_, self, other) =>
        other instanceof PyInstance &&
        other.cls === self.cls &&
        isoText(kind, payload(other)) === isoText(kind, payload(self)),
    },
  });
}

const DATE = momentClass('date');
const TIME = momentClass('time');
const DATETIME = momentClass('datetime');
UTC.cls.attributes.entries.set('utc', { key: 'utc', value: UTC });

export const datetime = (): PyModule =>
  nativeModule('datetime', {
    timedelta: TIMEDELTA,
    date: DATE,
    time: TIME,
    datetime: DATETIME,
    timezone: UTC.cls,
    UTC,
  });

export { makeDelta };
