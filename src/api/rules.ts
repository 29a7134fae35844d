/**
 * `djaudit/rules`: what a plug-in is written with: the vocabulary that our own rules are written in, and their helpers for
 * evidence, fixes and settings. Everything here is plain data and pure functions; facts keep the words of AWS, Django and the
 * files that they come from. `export *`, so that a plug-in can add its facts to `FactMap`.
 */

export { count, list, seen } from '../../rules/shared/evidence.ts';
export { cli, fix, quoted, terraform, text } from '../../rules/shared/fix.ts';
export { alternatives, assignedAt, setting, settingEvidence } from '../../rules/shared/settings.ts';
export * from '../model/index.ts';
