import { type Report, UserError } from '../model/index.ts';
import { validate } from './report-1.validator.ts';

const REMEDY = 'djaudit scan --format json=FILE writes one';

/**
 * @param name of the file, for the message
 * @throws UserError when the text is no report of version 1
 */
export function readReport(text: string, name: string): Report {
  const report = parse(text, name);
  if (validate(report)) return report as Report; // its schema holds
  const version = versionOf(report);
  if (version === undefined) throw new UserError(`${name} is no report of djaudit`, REMEDY);
  if (version !== 1)
    throw new UserError(`${name} is a report of version ${version}, which this djaudit does not read`, REMEDY);
  const [error] = validate.errors ?? [];
  const where = error?.instancePath === '' ? 'the report' : error?.instancePath.slice(1).replaceAll('/', '.');
  throw new UserError(`${name} is no whole report: ${where ?? ''} ${error?.message ?? ''}`, REMEDY);
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${name} is no JSON`, REMEDY, { cause });
  }
}

function versionOf(report: unknown): string | number | undefined {
  if (typeof report !== 'object' || report === null || !('schemaVersion' in report)) return undefined;
  const version = report.schemaVersion;
  return typeof version === 'number' || typeof version === 'string' ? version : undefined;
}
