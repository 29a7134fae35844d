import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from '../../schema/report-1.json' with { type: 'json' };
import { openSchema } from './open-schema.ts';
import type { Validator } from './validator.ts';

/** The build puts compiled code in the place of this module: compiling takes longer than reading a report. */
export const ajv = new Ajv2020({ strict: false, code: { source: true, esm: true } });
export const validate: Validator = ajv.compile(openSchema(schema));
