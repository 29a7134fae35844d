import type { ClusterVersionInformation } from '@aws-sdk/client-eks';

/** Kubernetes versions of EKS: released, end of standard support, end of extended support (AWS's release calendar). */
const VERSIONS: readonly (readonly [version: string, released: string, standard: string, extended: string])[] = [
  ['1.36', '2026-06-02', '2027-08-02', '2028-08-02'],
  ['1.35', '2026-01-28', '2027-03-27', '2028-03-27'],
  ['1.34', '2025-10-06', '2026-12-02', '2027-12-02'],
  ['1.33', '2025-05-28', '2026-07-29', '2027-07-29'],
  ['1.32', '2025-01-25', '2026-03-23', '2027-03-23'],
  ['1.31', '2024-09-26', '2025-11-26', '2026-11-26'],
  ['1.30', '2024-05-23', '2025-07-23', '2026-07-23'],
  ['1.29', '2024-01-23', '2025-03-23', '2026-03-23'],
];
/** The day that the fixtures live in. */
const TODAY = '2026-11-25';

export function eksVersions(): ClusterVersionInformation[] {
  return VERSIONS.map(([version, released, standard, extended]) => ({
    clusterVersion: version,
    clusterType: 'eks',
    defaultPlatformVersion: 'eks.6',
    defaultVersion: version === '1.35',
    releaseDate: new Date(released),
    endOfStandardSupportDate: new Date(standard),
    endOfExtendedSupportDate: new Date(extended),
    status: TODAY < standard ? 'standard-support' : TODAY < extended ? 'extended-support' : 'unsupported',
    versionStatus: TODAY < standard ? 'STANDARD_SUPPORT' : TODAY < extended ? 'EXTENDED_SUPPORT' : 'UNSUPPORTED',
    kubernetesPatchVersion: `${version}.2`,
  }));
}
