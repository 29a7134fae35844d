import * as catalogue from '../../rules/index.ts';
import type { Rule } from '../model/index.ts';

/** Our own rules, sorted by id. */
export const CATALOGUE: readonly Rule[] = Object.values(catalogue).toSorted((a, b) => (a.id < b.id ? -1 : 1));
