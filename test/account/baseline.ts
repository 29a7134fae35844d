import type { Answers, Call } from './answers.ts';
import { eksVersions } from './baseline/eks.ts';
import { rdsCertificates, rdsMajorVersions } from './baseline/rds.ts';
import { regionsOf } from './baseline/regions.ts';
import { SSL_POLICIES } from './baseline/ssl-policies.ts';

export { isEnabled } from './baseline/regions.ts';

/** What AWS answers in every account: its regions, its policies, its lifecycles. */
export function baseline({ region, optedIn = [] }: Call): Answers {
  return {
    ec2: {
      DescribeRegions: (input) => ({ Regions: regionsOf(optedIn, input.AllRegions === true, input.RegionNames) }),
    },
    rds: {
      DescribeCertificates: { Certificates: rdsCertificates(region) },
      DescribeDBMajorEngineVersions: (input) => ({
        DBMajorEngineVersions: rdsMajorVersions().filter(
          ({ Engine, MajorEngineVersion }) =>
            (input.Engine === undefined || Engine === input.Engine) &&
            (input.MajorEngineVersion === undefined || MajorEngineVersion === input.MajorEngineVersion),
        ),
      }),
    },
    elbv2: {
      DescribeSSLPolicies: ({ Names }) => ({
        SslPolicies: SSL_POLICIES.filter(({ Name }) => Names === undefined || Names.includes(Name ?? '')),
      }),
    },
    eks: {
      DescribeClusterVersions: ({ clusterVersions, includeAll }) => ({
        clusterVersions: eksVersions().filter(({ clusterVersion = '', versionStatus }) =>
          clusterVersions === undefined
            ? includeAll === true || versionStatus !== 'UNSUPPORTED'
            : clusterVersions.includes(clusterVersion),
        ),
      }),
    },
  };
}
