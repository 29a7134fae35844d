import { classAttribute } from '../interpreter/type-of.ts';
import { TYPES } from '../interpreter/types.ts';
import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import {
  PyClass,
  PyDescriptor,
  PyDict,
  PyFunction,
  PyInstance,
  type PyModule,
  PyTuple,
  type PyValue,
} from '../values.ts';

interface Member {
  readonly name: string;
  readonly value: PyValue;
}

function memberOf(self: PyValue): Member {
  const { attributes } = self as PyInstance; // only our methods get our members
  const name = attributes.get('_name_');
  const value = attributes.get('_value_');
  return { name: typeof name === 'string' ? name : '', value: value === undefined ? null : value };
}

/** The members of an enum, in order; aliases left out. */
function members(cls: PyClass): PyInstance[] {
  const all = [...cls.attributes.entries.values()].map(({ value }) => value);
  return [
    ...new Set(all.filter((value) => value instanceof PyInstance && value.cls === cls && isMember(value))),
  ] as PyInstance[]; // filtered
}

function isMember(value: PyInstance): boolean {
  return value.attributes.get('_name_') !== undefined;
}

const AUTO = new PyClass('auto', 'enum');
AUTO.mro = [AUTO];

/** Makes the members out of the class's plain attributes. */
function fill(it: Runtime, cls: PyClass, automatic: (index: number, name: string, last: PyValue) => PyValue): PyClass {
  let index = 0;
  let last: PyValue = 0n;
  for (const { key, value } of [...cls.attributes.entries.values()]) {
    if (
      typeof key !== 'string' ||
      key.startsWith('_') ||
      value instanceof PyFunction ||
      value instanceof PyDescriptor ||
      value instanceof PyClass
    )
      continue;
    const given = it.choose(value);
    const actual: PyValue = given instanceof PyInstance && given.cls === AUTO ? automatic(index, key, last) : given;
    index += 1;
    last = actual;
    const twin = members(cls).find((one) => it.equal(memberOf(one).value, actual));
    it.heap.setItem(cls.attributes, key, twin ?? makeMember(it, cls, key, actual));
  }
  return cls;
}

function makeMember(it: Runtime, cls: PyClass, name: string, value: PyValue): PyInstance {
  const args = value instanceof PyTuple ? value.items : [value];
  const member = newMember(it, cls, args);
  it.heap.setItem(member.attributes, '_name_', name);
  if (member.attributes.get('_value_') === undefined) it.heap.setItem(member.attributes, '_value_', value);
  const init = classAttribute(cls, '__init__');
  if (init instanceof PyFunction) it.call(init, [member, ...args]);
  return member;
}

/** By the enum's own `__new__`, or plain, with the text or number of its mixed-in type. */
function newMember(it: Runtime, cls: PyClass, args: readonly PyValue[]): PyInstance {
  const own = classAttribute(cls, '__new__');
  const made = own instanceof PyFunction ? it.call(own, [cls, ...args]) : new PyInstance(cls);
  if (!(made instanceof PyInstance)) return it.giveUp('an enum whose members are not known');
  const mixin = cls.mro.find((base) => base === TYPES.str || base === TYPES.int || base === TYPES.float);
  if (mixin !== undefined && made.base === undefined) it.heap.setBase(made, it.call(mixin, args));
  return made;
}

function byValue(it: Runtime, cls: PyClass, value: PyValue): PyValue {
  const found = members(cls).find((member) => it.equal(memberOf(member).value, value));
  if (found !== undefined) return found;
  const missing = it.lookup(cls, '_missing_');
  const answer = missing === undefined ? null : it.call(missing, [value]);
  return answer ?? it.raise('ValueError', `${it.repr(value)} is not a valid ${cls.name}`);
}

export function enumModule(): PyModule {
  const Enum = enumClass('Enum', [], (index, _, last) => (typeof last === 'bigint' ? last + 1n : BigInt(index + 1)));
  const IntEnum = enumClass('IntEnum', [TYPES.int, Enum], (index, _, last) =>
    typeof last === 'bigint' ? last + 1n : BigInt(index + 1),
  );
  const StrEnum = enumClass('StrEnum', [TYPES.str, Enum], (_, name) => name.toLowerCase(), true);
  const Flag = enumClass('Flag', [Enum], (index) => 1n << BigInt(index));
  const IntFlag = enumClass('IntFlag', [TYPES.int, Flag], (index) => 1n << BigInt(index));
  return nativeModule('enum', {
    Enum,
    IntEnum,
    StrEnum,
    Flag,
    IntFlag,
    auto: native('auto()', () => new PyInstance(AUTO)),
    unique: native('unique(enumeration)', (_, cls) => cls),
  });
}

/** Enum and its kin; Django's `TextChoices` is one of them. */
function enumClass(
  name: string,
  bases: readonly PyClass[],
  automatic: (index: number, name: string, last: PyValue) => PyValue,
  plainText = false,
): PyClass {
  const label = (it: Runtime, self: PyInstance) =>
    plainText ? it.str(self.base ?? memberOf(self).value) : `${self.cls.name}.${memberOf(self).name}`;
  return nativeClass(name, 'enum', {
    bases,
    attributes: {
      name: new PyDescriptor(
        'property',
        native('name(self)', (_, self) => memberOf(self).name),
      ),
      value: new PyDescriptor(
        'property',
        native('value(self)', (_, self) => memberOf(self).value, { raw: true }),
      ),
    },
    hooks: {
      subclassed: (it, cls) => fill(it, cls, automatic),
      construct: (it, cls, positional) =>
        byValue(
          it,
          cls,
          positional.items.length > 0 ? (positional.items[0] ?? null) : it.raise('TypeError', 'missing value'),
        ),
      classItems: (_, cls) => members(cls),
      classGetItem: (it, cls, key) => cls.attributes.get(it.text(key)) ?? it.raise('KeyError', it.text(key)),
      classAttribute: (_, cls, attribute) => (attribute === '__members__' ? membersDict(cls) : undefined),
      str: label,
      repr: (it, self) => `<${self.cls.name}.${memberOf(self).name}: ${it.repr(memberOf(self).value)}>`,
      equal: (it, self, other) =>
        self === other || (self.base !== undefined && !(other instanceof PyInstance) && it.equal(self.base, other)),
      hash: (self) => (self.base === undefined ? `\0enum${self.cls.name}.${memberOf(self).name}` : undefined),
      truth: (it, self) => (self.base === undefined ? true : it.truth(self.base)),
      show: (_, self) => self.base ?? memberOf(self).value,
    },
  });
}

function membersDict(cls: PyClass): PyDict {
  return PyDict.of(members(cls).map((member) => [memberOf(member).name, member] as const));
}
