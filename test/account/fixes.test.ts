import { beforeAll, describe, expect, it } from 'vitest';
import type { FixStep, Result } from '../../src/model/index.ts';
import { badAccount } from './accounts/bad.ts';
import { commandDefect } from './commands.ts';
import { startAccount } from './index.ts';
import { scanned } from './scan.ts';

/** What the account cannot tell. */
const PLACEHOLDER = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g;
/** Words of that form that are AWS's or Django's own. */
const NO_PLACEHOLDER =
  /^(SECRET_KEY|SECRET_KEY_FALLBACKS|DATABASE_URL|SENTRY_DSN|GITHUB_SHA|SCAN_ON_PUSH|AL2023_\w+|ON_DEMAND|SPOT)$/;
const EFFECT = /downtime|outage|at once|takes? effect|no effect|next deployment|restart|costs? nothing/i;

/** Fixes without a piece that the others have, and why. */
const NOT_IN_TERRAFORM: Readonly<Record<string, string>> = {
  'rds-backup-retention-short': 'one of its fixes only asks what went wrong',
  'rds-snapshot-public': 'snapshots and their attributes are not declared',
  'secret-newer-than-tasks': 'a deployment, no configuration',
};

let failures: readonly Result[] = [];
beforeAll(async () => {
  const account = await startAccount(badAccount());
  const { report } = await scanned(account);
  await account.close();
  failures = report.results.filter(({ status }) => status === 'fail');
});

function wanting(lacks: (result: Result) => boolean): readonly string[] {
  return [...new Set(failures.filter(lacks).map(({ rule }) => rule))];
}

function steps({ fix }: Result): readonly FixStep[] {
  return fix?.steps ?? [];
}

/** The commands of a step: each line of one that begins as a command does. */
function commandsOf({ content }: FixStep): readonly string[] {
  return content.split('\n').filter((line) => line.startsWith('aws '));
}

describe('the findings of the bad account', () => {
  it('show the field, its value and the call', () => {
    const bare = ({ evidence }: Result) =>
      evidence.length === 0 ||
      evidence.some(
        ({ label, value, source }) => label === '' || value === '' || !/^[a-z0-9-]+:[A-Z]|^ELB/.test(source),
      );
    expect(wanting(bare)).toEqual([]);
  });

  it('have a fix that says what it does to the running site', () => {
    expect(wanting((one) => !steps(one).some(({ kind, content }) => kind === 'text' && EFFECT.test(content)))).toEqual(
      [],
    );
  });

  it('have commands or files to paste, and say how it is written in Terraform', () => {
    expect(
      wanting((one) => !steps(one).some((step) => commandsOf(step).length > 0 || step.content.includes('\n'))),
    ).toEqual([]);
    expect(
      wanting(
        (one) => NOT_IN_TERRAFORM[one.rule] === undefined && !steps(one).some(({ kind }) => kind === 'terraform'),
      ),
    ).toEqual([]);
  });

  it('have commands that the AWS CLI has, with options that it has', async () => {
    const found = failures.flatMap((one) =>
      steps(one)
        .flatMap(commandsOf)
        .map(async (command) => {
          const defect = await commandDefect(command);
          return defect === undefined ? [] : [`${one.rule}: ${defect}`];
        }),
    );
    expect([...new Set((await Promise.all(found)).flat())]).toEqual([]);
  });

  it('explain each word that stands for something that the account does not tell', () => {
    const unexplained = failures.flatMap((one) => {
      const texts = steps(one)
        .filter(({ kind }) => kind === 'text')
        .map(({ content }) => content)
        .join('\n');
      const words = steps(one)
        .filter(({ kind }) => kind === 'aws-cli')
        .flatMap(({ content }) => content.match(PLACEHOLDER) ?? []);
      return words
        .filter((word) => !NO_PLACEHOLDER.test(word) && !texts.includes(word))
        .map((word) => `${one.rule}: ${word}`);
    });
    expect([...new Set(unexplained)]).toEqual([]);
  });
});
