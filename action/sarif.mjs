/**
 * The runs that saw everything. Code scanning closes the alerts that an upload lacks, so that a run which could not see a part
 * of the account stays here.
 *
 * @param {{ runs: { automationDetails?: { id?: string }, invocations?: { executionSuccessful: boolean }[] }[] }} log
 * @returns what to upload, and the categories that are left out
 */
export function finished(log) {
  const whole = ({ invocations = [] }) => invocations.every(({ executionSuccessful }) => executionSuccessful);
  const left = log.runs.filter((run) => !whole(run)).map(({ automationDetails }) => automationDetails?.id ?? 'a run');
  return { log: { ...log, runs: log.runs.filter(whole) }, left };
}
