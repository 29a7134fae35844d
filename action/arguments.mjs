/** What the inputs say, as arguments of `djaudit scan`. */
import { flag, input, lines } from './workflow.mjs';

const VALUES = ['profile', 'settings', 'environment', 'config', 'baseline', 'base-ref', 'fail-on'];
const LISTS = ['role-arn', 'region'];
const FLAGS = ['offline', 'fail-on-incomplete'];

/**
 * Each argument is one text that no shell reads; a value is bound to its option, so that one like `--fix` stays a value.
 * @returns {string[]}
 */
export function argumentsOf() {
  return [
    ...VALUES.flatMap((name) => (input(name) === '' ? [] : [`--${name}=${input(name)}`])),
    ...LISTS.flatMap((name) => lines(name).map((value) => `--${name}=${value}`)),
    ...FLAGS.flatMap((name) => (flag(name) ? [`--${name}`] : [])),
    ...lines('args'),
  ];
}
