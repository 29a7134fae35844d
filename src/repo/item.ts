import type { Location } from '../model/location.ts';
import type { Item, Role } from '../model/repository/index.ts';
import { roleOf } from './roles.ts';

/** The parts that every fact has: what it is about and where it stands. `part` makes the id unique within the file. */
export function item(location: Location, part?: string, role?: Role): Item {
  const { path } = location;
  const ref =
    part === undefined
      ? { kind: 'file' as const, id: path, location }
      : { kind: 'file' as const, id: `${path}#${part}`, name: part, location };
  return { ref, path, location, role: role ?? roleOf(path) };
}

/** The beginning of a file. */
export function startOf(path: string): Location {
  return { path, line: 1, column: 1 };
}

/** Gives names that are used before a number, so that each is used once: `web`, `web 2`. */
export class UniqueNames {
  readonly #used = new Map<string, number>();

  take(name: string): string {
    const count = (this.#used.get(name) ?? 0) + 1;
    this.#used.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  }
}
