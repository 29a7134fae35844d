export { configSchema } from './config-schema.ts';
export { controlLists, type Framework } from './controls.ts';
export { rulePage } from './page.ts';
export { readsOf } from './reads.ts';
