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

/**
 * Of the sixteen colours that every terminal has and its owner chose, those that can be read on light and on dark: none of
 * the bright ones, yellow without bold (which many terminals show as bright), text on red in the colour of the background,
 * and faint in place of bright black, which some palettes have for their background.
 */
export function themeOf({ color }: Pick<ReporterOptions, 'color'>): Theme {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return {
    severity: {
      critical: chalk.bold.red.inverse,
      high: chalk.bold.red,
      medium: chalk.yellow,
      low: chalk.cyan,
      info: chalk.dim,
    },
    status: { pass: chalk.green, unknown: chalk.magenta, suppressed: chalk.dim, 'not-applicable': chalk.dim },
    strong: chalk.bold,
    faint: chalk.dim,
    place: chalk.cyan,
    mark: chalk.red,
    good: chalk.green,
    command: chalk.green,
    added: chalk.green,
    removed: chalk.red,
  };
}
