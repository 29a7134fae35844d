import type { PyModule } from '../values.ts';

/** The modules that are written here, by dotted name: each makes a fresh module for one evaluation. */
export const LIBRARIES: Readonly<Record<string, () => PyModule>> = {};
