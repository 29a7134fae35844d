/**
 * Recommendations of the CIS AWS Foundations Benchmark by version: the numbers move between versions. CIS says nothing of
 * load balancers, containers, Elastic Beanstalk, caches or CloudFront.
 */
const RECOMMENDATIONS = {
  'admin-policy': { '3.0': '1.16', '4.0': '1.16', '5.0': '1.15', '6.0': '2.15', '7.0': '2.14' },
  cloudtrail: { '3.0': '3.1', '4.0': '3.1', '5.0': '3.1', '6.0': '4.1', '7.0': '4.1' },
  'cloudtrail-validation': { '3.0': '3.2', '4.0': '3.2', '5.0': '3.2', '6.0': '4.2', '7.0': '4.2' },
  'iam-certs': { '3.0': '1.19', '4.0': '1.19', '5.0': '1.18', '6.0': '2.18', '7.0': '2.17' },
  imdsv2: { '3.0': '5.6', '4.0': '5.7', '5.0': '5.7', '6.0': '6.7', '7.0': '6.7' },
  'instance-roles': { '3.0': '1.18', '4.0': '1.18', '5.0': '1.17', '6.0': '2.17', '7.0': '2.16' },
  'key-rotation': { '3.0': '1.14', '4.0': '1.14', '5.0': '1.13', '6.0': '2.13', '7.0': '2.12' },
  'rds-encrypted': { '3.0': '2.3.1', '4.0': '2.2.1', '5.0': '2.2.1', '6.0': '3.2.1', '7.0': '3.2.1' },
  'rds-multiaz': { '4.0': '2.2.4', '5.0': '2.2.4', '6.0': '3.2.4', '7.0': '3.2.4' },
  'rds-public': { '3.0': '2.3.3', '4.0': '2.2.3', '5.0': '2.2.3', '6.0': '3.2.3', '7.0': '3.2.3' },
  's3-bpa': { '3.0': '2.1.4', '4.0': '2.1.4', '5.0': '2.1.4', '6.0': '3.1.4', '7.0': '3.1.4' },
  's3-deny-http': { '3.0': '2.1.1', '4.0': '2.1.1', '5.0': '2.1.1', '6.0': '3.1.1', '7.0': '3.1.1' },
  'sg-v4': { '3.0': '5.2', '4.0': '5.3', '5.0': '5.3', '6.0': '6.3', '7.0': '6.3' },
  'sg-v6': { '3.0': '5.3', '4.0': '5.4', '5.0': '5.4', '6.0': '6.4', '7.0': '6.4' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

type Recommendation = keyof typeof RECOMMENDATIONS;

/** The numbers of these recommendations in every version that has them, as `controls.cisAws` wants them. */
export function cis(...names: readonly Recommendation[]): Readonly<Record<string, readonly string[]>> {
  const versions: Record<string, string[]> = {};
  for (const name of names) {
    for (const [version, number] of Object.entries(RECOMMENDATIONS[name])) (versions[version] ??= []).push(number);
  }
  return versions;
}

/** Every recommendation number of every known version of the CIS benchmark. */
export const CIS_NUMBERS: Readonly<Record<string, ReadonlySet<string>>> = numbers();

function numbers(): Record<string, Set<string>> {
  const versions: Record<string, Set<string>> = {};
  for (const recommendation of Object.values(RECOMMENDATIONS)) {
    for (const [version, number] of Object.entries(recommendation)) (versions[version] ??= new Set()).add(number);
  }
  return versions;
}
