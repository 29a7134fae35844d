/** What a policy's protocols allow that no current browser needs. AWS writes them `TLSv1`, `TLSv1.1`, `SSLv3`. */
export function oldProtocols(protocols: readonly string[]): readonly string[] {
  return protocols.filter((protocol) => /^(SSLv[23]|TLSv1(\.[01])?)$/i.test(protocol));
}

/** Ciphers of TLS 1.2 without an ephemeral key exchange: who gets the key later reads what was recorded today. */
export function withoutForwardSecrecy(ciphers: readonly string[]): readonly string[] {
  return ciphers.filter((cipher) => !/^(TLS_|ECDHE-|DHE-)/.test(cipher));
}

/**
 * The oldest protocol that a predefined Elastic Load Balancing policy allows, read from its name; undefined for a name that
 * says nothing. Only for a policy that DescribeSSLPolicies does not list.
 */
export function oldestByName(policy: string): string | undefined {
  const minor = /^ELBSecurityPolicy-(?:TLS13|TLS|FS)-1-([0-3])(?![0-9])/.exec(policy)?.[1];
  if (minor !== undefined) return minor === '0' ? 'TLSv1' : `TLSv1.${minor}`;
  return /^ELBSecurityPolicy-(201[1-6]-\d\d|FS-2018-06|Default)$/.test(policy) ? 'TLSv1' : undefined;
}
