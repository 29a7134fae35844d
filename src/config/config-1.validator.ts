import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from './config-1.json' with { type: 'json' };
import type { Validator } from './validator.ts';

/** The build puts compiled code in the place of this module. */
export const ajv = new Ajv2020({ strict: false, allErrors: true, code: { source: true, esm: true } });
export const validate: Validator = ajv.compile(schema);
