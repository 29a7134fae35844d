/** `djaudit/testing`: tables of cases for the rules of a plug-in, on vitest. */
export { type Judged, judge, type RuleCases, testRule } from '../testing/index.ts';
