export { type Judged, judge } from './judge.ts';
export { type RuleCases, testRule } from './test-rule.ts';
