/** Under every help text. The same codes in every format. */
export const EPILOGUE = `Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  usage, configuration, credentials, or a defect of djaudit
  3  evidence incomplete, with --fail-on-incomplete
  2 goes before 1, 1 before 3; --exit-zero turns 1 and 3 into 0.
Ctrl-C, SIGTERM and SIGHUP end the collection: what was collected is reported, marked as incomplete, under the same
codes. A second one ends djaudit at once.`;
