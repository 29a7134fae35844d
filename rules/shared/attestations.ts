import type { Attestation, AttestationName, Evidence, JudgeContext } from '../../src/model/index.ts';

/** What djaudit.yml says of something that cannot be seen. */
export interface Attested {
  readonly holding?: Attestation;
  /** Said once, and not looked at again in time: it counts for nothing, and the finding says so. */
  readonly expired?: Attestation;
}

export function attested(name: AttestationName, { attestations, today }: JudgeContext): Attested {
  const ofName = attestations.filter((one) => one.name === name);
  const holding = ofName.find(({ until }) => until >= today);
  if (holding !== undefined) return { holding };
  const [expired] = ofName;
  return expired === undefined ? {} : { expired };
}

export function attestationEvidence({ attests, owner, until, source }: Attestation): Evidence {
  return { label: 'attested', value: `${attests} (${owner}, until ${until})`, source };
}

/** For the end of a message; nothing when nobody attested it. */
export function expiredText({ expired }: Attested): string {
  return expired === undefined ? '' : `; the attestation in ${expired.source} expired on ${expired.until}`;
}
