import { type AwsItem, about } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { cis } from '../shared/cis.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { sameAccount } from '../shared/scope.ts';

export default defineRule({
  id: 'cloudtrail-off',
  topic: 'monitoring/audit',
  severity: 'high',
  docs: {
    title: 'Record who does what in the account',
    why: 'After a leaked key or a deleted database nobody can tell who did it, what else was done and when it began; the event history of the console ends after 90 days and shows one region.',
    how: 'The account needs a trail that covers all regions and is logging. A trail of the organization counts. Which events a trail with selectors of its own records is not read: confidence is medium then. Log file validation off on all of them is low.',
    fix: 'Create a multi-region trail with validation into a bucket of its own.',
    silent: [
      'event data stores of CloudTrail Lake are not read: accept the finding in djaudit.yml if one records management events of all regions',
    ],
    example: {
      language: 'hcl',
      bad: '# the only trail of the account\nresource "aws_cloudtrail" "main" {\n  name           = "main"\n  s3_bucket_name = aws_s3_bucket.trail.id\n}',
      good: 'resource "aws_cloudtrail" "main" {\n  name                       = "main"\n  s3_bucket_name             = aws_s3_bucket.trail.id\n  is_multi_region_trail      = true\n  enable_log_file_validation = true\n}',
    },
    references: [
      'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1',
    ],
  },
  controls: {
    cisAws: cis('cloudtrail', 'cloudtrail-validation'),
    awsFsbp: ['CloudTrail.1', 'CloudTrail.4'],
    wellArchitected: ['SEC04'],
    soc2: ['CC7.2'],
    cwe: ['778'],
    owaspTop10_2021: ['A09'],
  },
  needs: ['sts.identity', 'cloudtrail.trails', 'cloudtrail.trailStatuses'],
  subjects: ({ sts }) => sts.identity.map(accountOf),
  judge: (account, { cloudtrail }) => {
    const trails = cloudtrail.trails.filter(
      (trail) => sameAccount(trail, account) || trail.IsOrganizationTrail === true,
    );
    const wide = trails.filter(({ IsMultiRegionTrail }) => IsMultiRegionTrail === true);
    const status = (trail: (typeof trails)[number]) => about(cloudtrail.trailStatuses, trail)[0]?.IsLogging;
    const on = wide.filter((trail) => status(trail) === true);
    const evidence = [
      seen(
        'trails',
        trails.map(({ Name }) => Name),
        'cloudtrail:DescribeTrails',
      ),
      seen(
        'multi-region',
        wide.map(({ Name }) => Name),
        'cloudtrail:DescribeTrails',
      ),
      seen(
        'logging',
        on.map(({ Name }) => Name),
        'cloudtrail:GetTrailStatus',
      ),
    ];
    const names = list(wide.map(({ Name }) => Name));
    if (on.length === 0 && wide.some((trail) => status(trail) === undefined))
      return unknown(`whether the trail ${names} is logging could not be seen`, { evidence });
    if (on.length === 0) {
      const what =
        wide.length > 0
          ? `the trail ${names} is switched off`
          : trails.length > 0
            ? `the trail ${list(trails.map(({ Name }) => Name))} covers one region only`
            : 'there is no trail';
      return fail(
        `account ${account.Account} is not recorded by CloudTrail: ${what}; after an incident nobody can tell who did what. Record all regions`,
        {
          evidence,
          fix: wide[0] === undefined ? create(account.ref.region) : start(wide[0].TrailARN, wide[0].HomeRegion),
        },
      );
    }
    if (!on.some(({ LogFileValidationEnabled }) => LogFileValidationEnabled === true))
      return fail(
        `the trail ${list(on.map(({ Name }) => Name))} has no log file validation: whoever changes its files leaves no trace; switch it on`,
        {
          severity: 'low',
          evidence,
          fix: fix(
            'Validate the log files',
            text('No effect on anything else; takes effect at once.'),
            cli(
              'cloudtrail update-trail',
              { name: on[0]?.TrailARN, 'enable-log-file-validation': true },
              on[0]?.HomeRegion,
            ),
            terraform('aws_cloudtrail: enable_log_file_validation = true'),
          ),
        },
      );
    const custom = on.every(({ HasCustomEventSelectors }) => HasCustomEventSelectors === true);
    return pass(`CloudTrail records all regions (${list(on.map(({ Name }) => Name))})`, {
      evidence: [...evidence, seen('HasCustomEventSelectors', custom, 'cloudtrail:DescribeTrails')],
      confidence: custom ? 'medium' : 'high',
    });
  },
});

/** The account itself: who asks is another one tomorrow, and a session has a name of its own each time. */
function accountOf({ ref, Account, Arn }: AwsItem<'sts.identity'>) {
  const partition = Arn.split(':')[1] ?? 'aws';
  return {
    Account,
    ref: {
      ...ref,
      kind: 'environment',
      id: `arn:${partition}:iam::${Account}:root`,
      name: `account ${Account}`,
    } as const,
  };
}

function create(region: string | undefined) {
  const options = {
    name: 'all-regions',
    's3-bucket-name': 'TRAIL_BUCKET',
    'is-multi-region-trail': true,
    'enable-log-file-validation': true,
  } as const;
  return fix(
    'Record all regions',
    text(
      'No effect on anything else; the first copy of management events costs nothing but its storage. TRAIL_BUCKET is a bucket for these logs alone, best in another account, whose policy lets cloudtrail.amazonaws.com write (s3:GetBucketAcl, s3:PutObject): aws s3api create-bucket makes one.',
    ),
    cli('cloudtrail create-trail', options, region),
    cli('cloudtrail start-logging', { name: 'all-regions' }, region),
    terraform('aws_cloudtrail: is_multi_region_trail = true, enable_log_file_validation = true'),
  );
}

function start(arn: string, region: string | undefined) {
  return fix(
    'Switch the trail on',
    text('No effect on anything else.'),
    cli('cloudtrail start-logging', { name: arn }, region),
    terraform('aws_cloudtrail: enable_logging = true'),
  );
}
