export { configSchema } from './config-schema.ts';
export { controlLists } from './controls.ts';
export { rulePage } from './page.ts';
export { readsOf } from './reads.ts';
