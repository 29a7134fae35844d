import { Chalk } from 'chalk';
import type { ReporterOptions, ResultStatus, Severity } from '../../src/model/index.ts';

type Paint = (text: string) => string;

/** Colours by what they mean. Everything that a colour says, a word says too. */
export interface Theme {
  readonly severity: Readonly<Record<Severity, Paint>>;
  readonly status: Readonly<Record<Exclude<ResultStatus, 'fail'>, Paint>>;
  readonly strong: Paint;
  readonly faint: Paint;
  readonly place: Paint;
  readonly mark: Paint;
  readonly good: Paint;
  readonly command: Paint;
  readonly added: Paint;
  readonly removed: Paint;
}

/** The sixteen colours that every terminal has and its owner chose. */
export function themeOf({ color }: ReporterOptions): Theme {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return {
    severity: {
      critical: chalk.bold.whiteBright.bgRed,
      high: chalk.bold.red,
      medium: chalk.bold.yellow,
      low: chalk.bold.blue,
      info: chalk.bold.cyan,
    },
    status: { pass: chalk.green, unknown: chalk.magenta, suppressed: chalk.gray, 'not-applicable': chalk.gray },
    strong: chalk.bold,
    faint: chalk.gray,
    place: chalk.cyan,
    mark: chalk.red,
    good: chalk.green,
    command: chalk.green,
    added: chalk.green,
    removed: chalk.red,
  };
}
