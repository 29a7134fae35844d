import type { Config } from '../config/index.ts';
import type { GateOptions } from '../engine/index.ts';
import type { ArgumentsOf } from './command.ts';
import type { GATE } from './options/index.ts';

type GateArguments = Pick<ArgumentsOf<typeof GATE>, 'fail-on' | 'fail-on-incomplete' | 'exit-zero'>;

/** When a scan fails: as its options say, else djaudit.yml. */
export function gateOptions(args: GateArguments, config: Config): GateOptions {
  return {
    failOn: args['fail-on'] ?? config.failOn ?? 'high',
    failOnIncomplete: args['fail-on-incomplete'] ?? config.failOnIncomplete ?? false,
    exitZero: args['exit-zero'] === true,
  };
}
