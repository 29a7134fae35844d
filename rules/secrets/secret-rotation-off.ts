import type { AwsItem } from '../../src/model/aws/index.ts';
import { defineRule, type Facts, fail, notApplicable, pass } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, quoted, terraform, text } from '../shared/fix.ts';
import { day, daysSince, daysUntil } from '../shared/time.ts';

type Secret = AwsItem<'secretsmanager.secrets'>;
const NEEDS = ['secretsmanager.secrets', 'rds.instances', 'rds.clusters'] as const;

const CALL = 'secretsmanager:ListSecrets';

export default defineRule({
  id: 'secret-rotation-off',
  topic: 'secrets/secrets-manager',
  severity: 'low',
  docs: {
    title: 'Change secrets now and then',
    why: 'A secret that leaked years ago in a log, a laptop or a chat still opens the database today.',
    how: 'A secret without rotation whose value is older than 365 days is low (180 for the master password of a database). Where rotation is on and its date is past, rotation fails: medium, the next deadline passes unnoticed. A secret that nobody has read for 90 days is told as advice: it can be removed. Dates are those that AWS gives; LastChangedDate also moves with tags.',
    fix: 'Let RDS manage the password of the database; rotate others with a function, or by hand once a year.',
    silent: [
      'secrets that are marked for deletion',
      'automatic rotation of SECRET_KEY is never asked for: it logs everybody out unless SECRET_KEY_FALLBACKS is kept',
    ],
    example: {
      language: 'hcl',
      bad: 'resource "aws_db_instance" "shop" {\n  password = var.database_password # of a secret that has been the same for two years\n}',
      good: 'resource "aws_db_instance" "shop" {\n  manage_master_user_password = true # a secret that RDS keeps and rotates\n}',
    },
    references: [
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html',
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1',
    ],
  },
  controls: {
    awsFsbp: ['SecretsManager.1', 'SecretsManager.2', 'SecretsManager.3', 'SecretsManager.4'],
    wellArchitected: ['SEC02'],
    soc2: ['CC6.1'],
    cwe: ['262'],
  },
  needs: NEEDS,
  options: {
    maximumAgeDays: {
      type: 'integer',
      default: 365,
      minimum: 1,
      stricter: 'lower',
      describe: 'Age in days of a secret that nobody rotates',
    },
    maximumMasterAgeDays: {
      type: 'integer',
      default: 180,
      minimum: 1,
      stricter: 'lower',
      describe: 'The same for the master password of a database',
    },
    unusedDays: {
      type: 'integer',
      default: 90,
      minimum: 1,
      stricter: 'lower',
      describe: 'Days without a reader after which a secret is called unused',
    },
  },
  subjects: ({ secretsmanager }) => secretsmanager.secrets,
  judge: (secret, { rds }, { today, options }) => {
    const changed = secret.LastRotatedDate ?? secret.LastChangedDate ?? secret.CreatedDate;
    const evidence = [
      seen('RotationEnabled', secret.RotationEnabled ?? false, CALL),
      seen('NextRotationDate', secret.NextRotationDate, CALL),
      seen('last changed', changed, CALL),
      seen('LastAccessedDate', secret.LastAccessedDate, CALL),
    ];
    const { Name: name } = secret;
    if (secret.DeletedDate !== undefined) return notApplicable(`${name} is marked for deletion`, { evidence });
    const details = { evidence, fix: rotate(secret) };
    if (
      secret.RotationEnabled === true &&
      secret.NextRotationDate !== undefined &&
      daysUntil(secret.NextRotationDate, today) < 0
    )
      return fail(
        `the secret ${name} should have been rotated on ${day(secret.NextRotationDate)} and was not: its rotation fails; read the log of its function`,
        {
          ...details,
          severity: 'medium',
        },
      );
    if (isUnused(secret, today, options.unusedDays))
      return fail(`nobody has read the secret ${name} for ${options.unusedDays} days: remove it, or what it opens`, {
        evidence,
        severity: 'info',
        fix: remove(secret),
      });
    const limit = isMaster(secret, rds) ? options.maximumMasterAgeDays : options.maximumAgeDays;
    if (secret.RotationEnabled !== true && changed !== undefined && daysSince(changed, today) > limit)
      return fail(
        `the secret ${name} has had the same value since ${day(changed)} and is not rotated: whoever saw it since then can still use it; change it`,
        details,
      );
    return pass(`${name} ${secret.RotationEnabled === true ? 'is rotated' : 'was changed within the limit'}`, {
      evidence,
    });
  },
});

function isUnused({ LastAccessedDate, CreatedDate }: Secret, today: string, days: number): boolean {
  const last = LastAccessedDate ?? CreatedDate;
  return last !== undefined && daysSince(last, today) > days;
}

function isMaster({ ARN }: Secret, { instances, clusters }: Facts<(typeof NEEDS)[number]>['rds']): boolean {
  return [...instances, ...clusters].some(({ MasterUserSecret }) => MasterUserSecret?.SecretArn === ARN);
}

/** Rotation that is on can be tried again; without a function there is nothing that AWS could call. */
function rotate({ ARN, Name, RotationEnabled, RotationLambdaARN, ref }: Secret) {
  const logs = RotationLambdaARN?.split(':function:')[1]?.split(':')[0];
  return fix(
    `Change ${Name}`,
    text(
      'Running processes keep the old value until they are restarted (ECS and Elastic Beanstalk inject it at start): deploy after the change. For SECRET_KEY put the old value into SECRET_KEY_FALLBACKS first, or everybody is logged out. A key of a third party is changed there.',
    ),
    ...(RotationEnabled === true
      ? [
          ...(logs === undefined
            ? []
            : [cli(`logs tail ${quoted(`/aws/lambda/${logs}`)}`, { since: '30d' }, ref.region)]),
          cli('secretsmanager rotate-secret', { 'secret-id': ARN }, ref.region),
        ]
      : [
          text('The new value in the file value.txt; delete it afterwards.'),
          cli('secretsmanager put-secret-value', { 'secret-id': ARN, 'secret-string': 'file://value.txt' }, ref.region),
        ]),
    text(
      'Passwords of databases: aws rds modify-db-instance --manage-master-user-password lets RDS keep and rotate the password; the application must read it from that secret.',
    ),
    terraform('aws_secretsmanager_secret_rotation, or manage_master_user_password = true of aws_db_instance'),
  );
}

function remove({ ARN, Name, ref }: Secret) {
  return fix(
    `Remove ${Name}`,
    text('It can be restored for 30 days.'),
    cli('secretsmanager delete-secret', { 'secret-id': ARN, 'recovery-window-in-days': 30 }, ref.region),
  );
}
