import { PyInstance } from '../values.ts';
import { TYPES } from './types.ts';

/** `...` */
export const ELLIPSIS = new PyInstance(TYPES.ellipsis);
