import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { parse } from 'yaml';

interface Step {
  readonly id?: string;
  readonly name: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export const ACTION = parse(readFileSync('action.yml', 'utf8')) as Action; // the parser of GitHub judges it in another test

export interface JobOptions {
  readonly workspace: string;
  /** What GitHub says of the event. */
  readonly event?: object;
  readonly env?: Readonly<Record<string, string>>;
  /** Outputs of steps that are not run: an installation that is there already. */
  readonly done?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface Job {
  /** The steps that ran, in their order. */
  readonly steps: readonly {
    readonly name: string;
    readonly code: number;
    readonly with?: Readonly<Record<string, string>>;
  }[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
  readonly summary: string;
  readonly failed: boolean;
}

/**
 * Runs action.yml as GitHub does: its expressions by GitHub's own evaluator, each `run` by bash from a file, the files that
 * GITHUB_* names read after each step. A `uses` is written down with what it is given, and succeeds.
 */
export async function runAction(inputs: Readonly<Record<string, string>>, options: JobOptions): Promise<Job> {
  const temp = mkdtempSync(join(tmpdir(), 'djaudit-runner-'));
  const files = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_ENV', 'GITHUB_PATH'].map(
    (name) => [name, join(temp, name)] as const,
  );
  for (const [, path] of files) writeFileSync(path, '');
  writeFileSync(join(temp, 'event.json'), JSON.stringify(options.event ?? {}));
  const base: Readonly<Record<string, string>> = {
    PATH: process.env['PATH'] ?? '',
    HOME: temp,
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_PATH: process.cwd(),
    GITHUB_WORKSPACE: options.workspace,
    GITHUB_EVENT_PATH: join(temp, 'event.json'),
    GITHUB_EVENT_NAME: options.event === undefined ? 'push' : 'pull_request',
    GITHUB_REPOSITORY: 'shop/web',
    GITHUB_ACTOR: 'somebody',
    RUNNER_TEMP: temp,
    ...Object.fromEntries(files),
    ...options.env,
  };
  const known = Object.fromEntries(Object.entries(ACTION.inputs).map(([name, input]) => [name, input.default ?? '']));
  const contexts: Contexts = { inputs: { ...known, ...inputs }, steps: {}, github: { token: 'token-of-the-job' } };
  for (const [id, outputs] of Object.entries(options.done ?? {})) contexts.steps[id] = { outputs };
  const steps: Job['steps'][number][] = [];
  const log: string[] = [];
  for (const step of ACTION.runs.steps) {
    if (step.id !== undefined && options.done?.[step.id] !== undefined) continue;
    const failed = steps.some(({ code }) => code !== 0);
    if (!wanted(step.if, contexts, failed)) continue;
    if (step.uses !== undefined) {
      steps.push({ name: step.name, code: 0, with: filled(step.with ?? {}, contexts) });
      continue;
    }
    writeFileSync(base['GITHUB_OUTPUT'] ?? '', '');
    const script = join(temp, 'step.sh');
    writeFileSync(script, step.run ?? '');
    const env = { ...base, ...filled(step.env ?? {}, contexts) };
    const { code, text } = await bash(script, env, options.workspace);
    log.push(text);
    steps.push({ name: step.name, code });
    if (step.id !== undefined) contexts.steps[step.id] = { outputs: outputsIn(base['GITHUB_OUTPUT'] ?? '') };
  }
  return {
    steps,
    outputs: filled(
      Object.fromEntries(Object.entries(ACTION.outputs).map(([name, { value }]) => [name, value])),
      contexts,
    ),
    log: log.join(''),
    summary: readFileSync(base['GITHUB_STEP_SUMMARY'] ?? '', 'utf8'),
    failed: steps.some(({ code }) => code !== 0),
  };
}

interface Contexts {
  readonly inputs: Readonly<Record<string, string>>;
  readonly steps: Record<string, { readonly outputs: Readonly<Record<string, string>> }>;
  readonly github: Readonly<Record<string, string>>;
}

/** A step without a word of the job's status runs while nothing has failed. */
function wanted(condition: string | undefined, contexts: Contexts, failed: boolean): boolean {
  if (condition === undefined) return !failed;
  const expression = condition.replace(/^\$\{\{(.*)\}\}$/s, '$1');
  const speaks = /\b(?:always|cancelled|failure|success)\(\)/.test(expression);
  return (speaks || !failed) && evaluate(expression, contexts, failed) === 'true';
}

function filled(texts: Readonly<Record<string, string>>, contexts: Contexts): Readonly<Record<string, string>> {
  const fill = (text: string) =>
    text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => evaluate(expression, contexts));
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(text)]));
}

const STATUS = ['always', 'cancelled', 'failure', 'success'];

function evaluate(expression: string, contexts: Contexts, failed = false): string {
  const { tokens } = new Lexer(expression.trim()).lex();
  const functions = STATUS.map((name) => ({ name, minArgs: 0, maxArgs: 0 }));
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse();
  const values: Readonly<Record<string, boolean>> = {
    always: true,
    cancelled: false,
    failure: failed,
    success: !failed,
  };
  const calls = new Map(
    functions.map((one) => [one.name, { ...one, call: () => new data.BooleanData(values[one.name] ?? false) }]),
  );
  return new Evaluator(tree, toData(contexts) as data.Dictionary, calls).evaluate().coerceString(); // an object is a dictionary
}

function toData(value: unknown): data.ExpressionData {
  if (typeof value !== 'object' || value === null) return new data.StringData(String(value));
  return new data.Dictionary(...Object.entries(value).map(([key, one]) => ({ key, value: toData(one) })));
}

async function bash(
  script: string,
  env: Readonly<Record<string, string>>,
  cwd: string,
): Promise<{ readonly code: number; readonly text: string }> {
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], { cwd, env });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code: code ?? -1, text: Buffer.concat(chunks).toString('utf8') };
}

/** `name=value` a line, or `name<<END` and lines up to END, as the runner reads them. */
function outputsIn(path: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const lines = readFileSync(path, 'utf8').split('\n');
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name = '', mark = '', rest = ''] = /^([^=<]+)(=|<<)(.*)$/.exec(line) ?? [];
    if (mark === '=') found[name] = rest;
    if (mark === '<<')
      found[name] = lines
        .splice(0, lines.indexOf(rest) + 1)
        .slice(0, -1)
        .join('\n');
  }
  return found;
}
