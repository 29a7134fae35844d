import type { Distribution } from '../../src/model/aws/index.ts';
import { bySeverity, defineRule, fail, notApplicable, pass, type Severity } from '../../src/model/index.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, terraform, text } from '../shared/fix.ts';
import { oldProtocols } from '../shared/tls.ts';

const CALL = 'cloudfront:ListDistributions';
/** From weak to strong; their names do not sort. What is not in the list is newer. */
const PROTOCOLS = [
  'SSLv3',
  'TLSv1',
  'TLSv1_2016',
  'TLSv1.1_2016',
  'TLSv1.2_2018',
  'TLSv1.2_2019',
  'TLSv1.2_2021',
  'TLSv1.2_2025',
  'TLSv1.3_2025',
];

export default defineRule({
  id: 'cloudfront-insecure-viewer',
  topic: 'static/cloudfront',
  severity: 'medium',
  docs: {
    title: 'Let CloudFront speak HTTPS only, with current TLS',
    why: 'A script that is loaded over HTTP can be changed on its way, and with it the whole page; and between CloudFront and an origin without TLS everything that users send is in clear on the internet.',
    how: 'Every behaviour is read, the default one and the ordered ones: `allow-all` is medium. With an own domain the minimum protocol below TLSv1.2_2018 is medium, below TLSv1.2_2021 low. A custom origin that is asked by HTTP only (or by whatever the visitor used, where a behaviour allows HTTP) is medium; one with which TLS 1.1 or older is spoken is low.',
    fix: 'redirect-to-https for all behaviours, TLSv1.2_2021 or newer, https-only to origins.',
    silent: [
      'the certificate of CloudFront itself (…cloudfront.net), which forces TLSv1, where no own domain is wanted',
      'website endpoints of S3, which speak HTTP only, and origins inside a VPC',
      'geo restriction, origin failover and field-level encryption, which a web application may do without',
      'distributions that are switched off',
    ],
    example: {
      language: 'hcl',
      bad: '# default_cache_behavior of aws_cloudfront_distribution\nviewer_protocol_policy = "allow-all"',
      good: '# default_cache_behavior of aws_cloudfront_distribution\nviewer_protocol_policy = "redirect-to-https"',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html',
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-3',
    ],
  },
  controls: {
    awsFsbp: ['CloudFront.3', 'CloudFront.7', 'CloudFront.9', 'CloudFront.10', 'CloudFront.15'],
    wellArchitected: ['SEC09'],
    soc2: ['CC6.7'],
    cwe: ['319', '326'],
    owaspTop10_2021: ['A02'],
  },
  needs: ['cloudfront.distributions'],
  subjects: ({ cloudfront }) => cloudfront.distributions,
  judge: (distribution) => {
    if (distribution.Enabled === false) return notApplicable(`${distribution.Id} is switched off`);
    const { MinimumProtocolVersion, CloudFrontDefaultCertificate } = distribution.ViewerCertificate ?? {};
    const evidence = [
      seen(
        'behaviours',
        behaviors(distribution).map(({ path, policy }) => `${path}: ${policy}`),
        CALL,
      ),
      seen('MinimumProtocolVersion', MinimumProtocolVersion, CALL),
      seen('CloudFrontDefaultCertificate', CloudFrontDefaultCertificate, CALL),
      seen('Aliases', distribution.Aliases?.Items ?? [], CALL),
    ];
    const problems = [
      ...viewerProblems(distribution),
      ...protocolProblems(distribution),
      ...originProblems(distribution),
    ];
    const name = distribution.Aliases?.Items?.[0] ?? distribution.DomainName;
    if (problems.length === 0) return pass(`${name} speaks HTTPS only, with current TLS`, { evidence });
    const severity = problems.map((problem) => problem.severity).toSorted(bySeverity)[0] ?? 'medium';
    return fail(
      `the CloudFront distribution ${distribution.Id} (${name}) lets traffic be read or changed on its way: ${problems.map(({ what }) => what).join('; ')}`,
      {
        severity,
        evidence,
        fix: secure(distribution),
      },
    );
  },
});

interface Problem {
  readonly severity: Severity;
  readonly what: string;
}

function behaviors({
  DefaultCacheBehavior,
  CacheBehaviors,
}: Distribution): readonly { path: string; policy: string }[] {
  return [
    ...(CacheBehaviors?.Items ?? []).map((one) => ({
      path: one.PathPattern ?? '',
      policy: one.ViewerProtocolPolicy ?? '',
    })),
    { path: 'default', policy: DefaultCacheBehavior?.ViewerProtocolPolicy ?? '' },
  ];
}

function viewerProblems(distribution: Distribution): readonly Problem[] {
  const open = behaviors(distribution).filter(({ policy }) => policy === 'allow-all');
  if (open.length === 0) return [];
  return [
    {
      severity: 'medium',
      what: `visitors may use HTTP for ${list(open.map(({ path }) => path))}: redirect them to HTTPS`,
    },
  ];
}

function protocolProblems({ ViewerCertificate, Aliases }: Distribution): readonly Problem[] {
  const version = ViewerCertificate?.MinimumProtocolVersion;
  if ((Aliases?.Items ?? []).length === 0 || version === undefined) return [];
  const rank = PROTOCOLS.indexOf(version);
  if (rank < 0 || rank >= PROTOCOLS.indexOf('TLSv1.2_2021')) return [];
  const old = rank < PROTOCOLS.indexOf('TLSv1.2_2018');
  return [
    {
      severity: old ? 'medium' : 'low',
      what: `it accepts ${old ? 'TLS older than 1.2' : 'weak ciphers of TLS 1.2'} (${version}): set TLSv1.2_2021 or newer`,
    },
  ];
}

function originProblems(distribution: Distribution): readonly Problem[] {
  const open = behaviors(distribution).some(({ policy }) => policy === 'allow-all');
  return (distribution.Origins?.Items ?? []).flatMap(
    ({ DomainName = '', CustomOriginConfig: custom }): readonly Problem[] => {
      if (custom === undefined || /\.s3-website[.-]/.test(DomainName)) return [];
      const policy = custom.OriginProtocolPolicy;
      if (policy === 'http-only' || (policy === 'match-viewer' && open))
        return [
          {
            severity: 'medium',
            what: `it asks ${DomainName} by HTTP (${policy}), in clear over the internet: set https-only`,
          },
        ];
      const old = oldProtocols(custom.OriginSslProtocols?.Items ?? []);
      return old.length > 0
        ? [{ severity: 'low', what: `it speaks ${list(old)} with ${DomainName}: allow TLSv1.2 only` }]
        : [];
    },
  );
}

function secure({ Id }: Distribution) {
  return fix(
    `Let ${Id} speak HTTPS only`,
    text(
      `No downtime; the change takes some minutes to reach all edges. Clients without TLS 1.2 (from before 2014) are refused. CloudFront takes its configuration as a whole: read it, change it, write it back.\n\naws cloudfront get-distribution-config --id ${Id} --query DistributionConfig > distribution.json\n# in the file: every ViewerProtocolPolicy redirect-to-https, MinimumProtocolVersion TLSv1.2_2021, OriginProtocolPolicy https-only\naws cloudfront update-distribution --id ${Id} --distribution-config file://distribution.json --if-match "$(aws cloudfront get-distribution-config --id ${Id} --query ETag --output text)"`,
    ),
    terraform(
      'viewer_protocol_policy = "redirect-to-https", minimum_protocol_version = "TLSv1.2_2021", origin_protocol_policy = "https-only"',
    ),
  );
}
