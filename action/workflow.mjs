/** The files and commands by which a step of GitHub Actions speaks with its job. Only this folder knows them. */
import { appendFileSync, readFileSync } from 'node:fs';

/** @param {string} name of an environment variable that the runner sets */
export function variable(name) {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: this runs as a step of GitHub Actions`);
  return value;
}

/**
 * An input of action.yml; an unset one is ''.
 * @param {string} name as in action.yml: `fail-on`
 */
export function input(name) {
  return (process.env[`INPUT_${name.toUpperCase().replaceAll('-', '_')}`] ?? '').trim();
}

/**
 * Inputs are texts: anything but true and false is a mistake, and no mistake may turn a gate off.
 * @param {string} name
 */
export function flag(name) {
  const text = input(name);
  if (text === '' || text === 'false') return false;
  if (text === 'true') return true;
  throw new Error(`the input ${name} must be true or false`);
}

/**
 * @param {string} name
 * @returns {string[]} the lines that hold something
 */
export function lines(name) {
  return input(name)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** @param {Record<string, string | number | boolean>} values each on one line */
export function output(values) {
  const text = Object.entries(values).map(([name, value]) => `${name}=${String(value).replaceAll(/[\r\n]/g, ' ')}\n`);
  appendFileSync(variable('GITHUB_OUTPUT'), text.join(''));
}

/**
 * A line of the log with a mark; what GitHub would read as the end of it or as a command is escaped.
 * @param {'notice' | 'warning' | 'error'} kind
 * @param {string} message
 */
export function say(kind, message) {
  const data = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  process.stdout.write(`::${kind} title=djaudit::${data}\n`);
}

/** @returns {any} what GitHub says of the event; {} where it says nothing */
export function event() {
  const path = process.env['GITHUB_EVENT_PATH'];
  return path === undefined || path === '' ? {} : JSON.parse(readFileSync(path, 'utf8'));
}

/**
 * Runs a step. What it throws is an error in the log, and the step fails with 2, djaudit's own code for a mistake.
 * @param {() => void | Promise<void>} step
 */
export async function run(step) {
  try {
    await step();
  } catch (error) {
    say('error', error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
