import type { Attestation, ReportAttestation } from '../model/index.ts';
import { endOf } from './end-of.ts';
import type { Warning } from './suppress.ts';

/** The attestations as a report holds them. @param today ISO date; one holds to the end of its last day */
export function onTheDay(attestations: readonly Attestation[], today: string): readonly ReportAttestation[] {
  return attestations.map((one) => ({ ...one, status: one.until < today ? 'expired' : 'holds' }));
}

/** Those that have run out or are about to: nobody looks into djaudit.yml by himself. */
export function endingAttestations(attestations: readonly Attestation[], today: string): readonly Warning[] {
  return attestations.flatMap(({ name, owner, until, source }) => {
    const end = endOf(until, today);
    if (end === undefined) return [];
    const then = until < today ? ': it counts for nothing until somebody looks again' : '';
    return [{ path: source, message: `the attestation ${name} of ${owner} ${end}${then}` }];
  });
}
