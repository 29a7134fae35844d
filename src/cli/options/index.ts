export * from './account.ts';
export * from './fixes.ts';
export * from './gate.ts';
export * from './output.ts';
export * from './repository.ts';
export * from './rules.ts';
