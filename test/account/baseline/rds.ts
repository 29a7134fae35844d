import type { Certificate, DBMajorEngineVersion } from '@aws-sdk/client-rds';

/** Major versions of RDS: released, end of standard support, end of extended support (AWS's release calendars). */
const VERSIONS: Readonly<
  Record<string, readonly (readonly [version: string, released: string, standard: string, extended?: string])[]>
> = {
  postgres: [
    ['12', '2020-03-31', '2025-02-28', '2028-02-29'],
    ['13', '2021-02-24', '2026-02-28', '2029-02-28'],
    ['14', '2022-02-03', '2027-02-28', '2030-02-28'],
    ['15', '2023-02-27', '2028-02-29', '2031-02-28'],
    ['16', '2023-11-17', '2029-02-28', '2032-02-29'],
    ['17', '2024-11-14', '2030-02-28', '2033-02-28'],
    ['18', '2025-11-14', '2031-02-28', '2034-02-28'],
  ],
  'aurora-postgresql': [
    ['13', '2020-09-24', '2026-02-28', '2029-02-28'],
    ['14', '2021-09-30', '2027-02-28', '2030-02-28'],
    ['15', '2022-11-10', '2028-02-29', '2031-02-28'],
    ['16', '2023-09-14', '2029-02-28', '2032-02-28'],
    ['17', '2025-02-20', '2030-02-28', '2033-02-28'],
  ],
  mysql: [
    ['5.7', '2016-02-22', '2024-02-29', '2027-02-28'],
    ['8.0', '2018-10-23', '2026-07-31', '2029-07-31'],
    ['8.4', '2024-11-21', '2029-07-31', '2032-07-31'],
  ],
  'aurora-mysql': [['8.0', '2021-11-18', '2028-04-30', '2029-07-31']],
  mariadb: [
    ['10.6', '2022-02-03', '2026-12-31'],
    ['10.11', '2023-08-21', '2028-02-29'],
    ['11.4', '2024-10-15', '2029-05-31'],
    ['11.8', '2025-08-25', '2028-06-30'],
  ],
};

export function rdsMajorVersions(): DBMajorEngineVersion[] {
  return Object.entries(VERSIONS).flatMap(([engine, versions]) =>
    versions.map(([version, released, standard, extended]) => ({
      Engine: engine,
      MajorEngineVersion: version,
      SupportedEngineLifecycles: [
        lifecycle('open-source-rds-standard-support', released, standard),
        ...(extended === undefined ? [] : [lifecycle('open-source-rds-extended-support', standard, extended)]),
      ],
    })),
  );
}

function lifecycle(
  name: 'open-source-rds-standard-support' | 'open-source-rds-extended-support',
  start: string,
  end: string,
) {
  return {
    LifecycleSupportName: name,
    LifecycleSupportStartDate: new Date(start),
    LifecycleSupportEndDate: new Date(end),
  };
}

/** The certificate authorities, which every region has its own of. */
export function rdsCertificates(region: string): Certificate[] {
  const authorities = [
    ['rds-ca-rsa2048-g1', '2061-05-22'],
    ['rds-ca-rsa4096-g1', '2121-05-25'],
    ['rds-ca-ecc384-g1', '2121-05-25'],
  ] as const;
  return authorities.map(([id, till]) => ({
    CertificateIdentifier: id,
    CertificateType: 'CA',
    Thumbprint: `${id.length}7a4f2e1c9d8b6a5`,
    ValidFrom: new Date('2021-05-21'),
    ValidTill: new Date(till),
    CertificateArn: `arn:aws:rds:${region}::cert:${id}`,
    CustomerOverride: false,
  }));
}
