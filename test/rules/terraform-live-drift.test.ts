import rule from '../../rules/hosting/terraform-live-drift.ts';
import type { DbInstance } from '../../src/model/aws/index.ts';
import type { Declaration, SubjectRef } from '../../src/model/index.ts';
import type { TerraformBlock, TerraformNested, TerraformValue } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { ecsService } from '../build/ecs.ts';
import { listener } from '../build/elasticloadbalancing.ts';
import { nested, resource, tf } from '../build/process.ts';
import { dbInstance } from '../build/rds.ts';

function declares(to: SubjectRef, block: TerraformBlock): Declaration {
  return {
    resource: to,
    source: { kind: 'terraform', block },
    home: { location: block.location, attributes: {} },
    edge: { from: to, to: block.ref, kind: 'declared in', reason: 'by name', confidence: 'high', evidence: [] },
  };
}

function database(
  given: Partial<DbInstance>,
  attributes: Readonly<Record<string, TerraformValue>>,
  blocks: readonly TerraformNested[] = [],
) {
  const db = dbInstance({ DBInstanceIdentifier: 'shop', ...given });
  return {
    given: {
      deployment: { declarations: [declares(db.ref, resource('aws_db_instance.main', attributes, blocks))] },
      rds: { instances: [db] },
      elasticloadbalancing: { listeners: [] },
      ecs: { services: [] },
    },
  };
}

const secure = listener({ SslPolicy: 'ELBSecurityPolicy-2016-08' });
const open = ecsService({ enableExecuteCommand: true });
const back = 'the next apply changes it back';

testRule(rule, {
  pass: {
    'as it is declared': database(
      { MultiAZ: true, BackupRetentionPeriod: 7 },
      { multi_az: tf(true), backup_retention_period: tf('7') },
    ),
  },
  fail: {
    'protection that somebody switched off': {
      ...database({ DeletionProtection: false }, { deletion_protection: tf(true) }),
      reports: [`deletion_protection of shop is false, and aws_db_instance.main declares true: ${back}`],
      severities: ['medium'],
    },
    'more backups than declared': {
      ...database({ BackupRetentionPeriod: 30 }, { backup_retention_period: tf(7) }),
      reports: [`backup_retention_period of shop is 30, and aws_db_instance.main declares 7: ${back}`],
      severities: ['info'],
    },
    'a listener and a service': {
      given: {
        deployment: {
          declarations: [
            declares(
              secure.ref,
              resource('aws_lb_listener.https', { ssl_policy: tf('ELBSecurityPolicy-TLS13-1-2-2021-06') }),
            ),
            declares(open.ref, resource('aws_ecs_service.web', { enable_execute_command: tf(false) })),
          ],
        },
        rds: { instances: [] },
        elasticloadbalancing: { listeners: [secure] },
        ecs: { services: [open] },
      },
      reports: [
        `ssl_policy of ${secure.ref.name ?? ''} is ELBSecurityPolicy-2016-08, and aws_lb_listener.https declares "ELBSecurityPolicy-TLS13-1-2-2021-06": ${back}`,
        `enable_execute_command of shop-web is true, and aws_ecs_service.web declares false: ${back}`,
      ],
    },
  },
  unknown: {
    'a value that a variable decides': {
      ...database(
        { MultiAZ: true },
        {
          multi_az: {
            ...tf(null),
            expression: 'var.multi_az',
            status: 'unknown',
            reason: 'var.multi_az has no default',
          },
        },
      ),
      reasons: ['multi_az of aws_db_instance.main could not be computed'],
    },
  },
  silent: {
    'changes that are ignored': database({ MultiAZ: true }, { multi_az: tf(false) }, [
      nested('lifecycle', { ignore_changes: { ...tf(null), expression: '[multi_az]' } }),
    ]),
    'an attribute that the block leaves out': database({ MultiAZ: true }, {}),
  },
});
