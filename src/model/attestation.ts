/**
 * What neither the repository nor the account can show, by the names under which djaudit.yml attests it. Each name has a rule
 * that asks for it.
 */
export const ATTESTATIONS = {
  uptime: 'something outside of the account asks the public addresses and wakes somebody when they do not answer',
  'error-tracking': 'errors of production reach the developers in a way that the repository does not show',
  'load-test': 'load tests are kept and run elsewhere',
} as const;
export type AttestationName = keyof typeof ATTESTATIONS;

/** Somebody's word for it, with an end. */
export interface Attestation {
  readonly name: AttestationName;
  /** In the owner's words: "UptimeRobot asks /health-check/ every 5 minutes". */
  readonly attests: string;
  readonly owner: string;
  /** The last day on which it holds, as an ISO date. */
  readonly until: string;
  /** Where it is written: `djaudit.yml:12`. */
  readonly source: string;
}
