import type { SslPolicy } from '@aws-sdk/client-elastic-load-balancing-v2';

const TLS13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];
const ECDHE = ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES256-GCM-SHA384'];
const ECDHE_CBC = ['ECDHE-RSA-AES128-SHA256', 'ECDHE-RSA-AES256-SHA'];
const RSA = ['AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'AES128-SHA'];

/** Policies by their lowest protocol and what besides ECDHE they allow (AWS: security policies for load balancers). */
const POLICIES: Readonly<Record<string, readonly [lowest: 0 | 1 | 2 | 3, ciphers: readonly string[]]>> = {
  'ELBSecurityPolicy-2015-05': [0, RSA],
  'ELBSecurityPolicy-2016-08': [0, [...ECDHE_CBC, ...RSA]],
  'ELBSecurityPolicy-FS-1-1-2019-08': [1, ECDHE_CBC],
  'ELBSecurityPolicy-FS-1-2-2019-08': [2, ECDHE_CBC],
  'ELBSecurityPolicy-FS-1-2-Res-2019-08': [2, []],
  'ELBSecurityPolicy-FS-1-2-Res-2020-10': [2, []],
  'ELBSecurityPolicy-FS-2018-06': [0, ECDHE_CBC],
  'ELBSecurityPolicy-TLS-1-0-2015-04': [0, [...ECDHE_CBC, ...RSA, 'DES-CBC3-SHA']],
  'ELBSecurityPolicy-TLS-1-1-2017-01': [1, [...ECDHE_CBC, ...RSA]],
  'ELBSecurityPolicy-TLS-1-2-2017-01': [2, [...ECDHE_CBC, ...RSA]],
  'ELBSecurityPolicy-TLS-1-2-Ext-2018-06': [2, [...ECDHE_CBC, ...RSA]],
  'ELBSecurityPolicy-TLS13-1-0-2021-06': [0, [...ECDHE_CBC, ...RSA]],
  'ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04': [0, [...ECDHE_CBC, ...RSA]],
  'ELBSecurityPolicy-TLS13-1-0-PQ-2025-09': [0, [...ECDHE_CBC, ...RSA]],
  'ELBSecurityPolicy-TLS13-1-1-2021-06': [1, [...ECDHE_CBC, ...RSA]],
  'ELBSecurityPolicy-TLS13-1-2-2021-06': [2, ECDHE_CBC],
  'ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06': [2, [...ECDHE_CBC, ...RSA]],
  'ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06': [2, [...ECDHE_CBC, ...RSA]],
  'ELBSecurityPolicy-TLS13-1-2-PQ-2025-09': [2, ECDHE_CBC],
  'ELBSecurityPolicy-TLS13-1-2-Res-2021-06': [2, []],
  'ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04': [2, []],
  'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09': [2, []],
  'ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09': [2, []],
  'ELBSecurityPolicy-TLS13-1-3-2021-06': [3, []],
};
const PROTOCOLS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

export const SSL_POLICIES: readonly SslPolicy[] = Object.entries(POLICIES).map(([name, [lowest, extra]]) => {
  const tls13 = name.includes('TLS13');
  const ciphers = [...(tls13 ? TLS13 : []), ...(lowest === 3 ? [] : ECDHE), ...extra];
  return {
    Name: name,
    SslProtocols: PROTOCOLS.slice(lowest, tls13 ? 4 : 3),
    Ciphers: ciphers.map((cipher, index) => ({ Name: cipher, Priority: index + 1 })),
    SupportedLoadBalancerTypes: ['application', 'network'],
  };
});
