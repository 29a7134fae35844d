import {
  attributeKey,
  type Declaration,
  defineRule,
  fail,
  type Json,
  notApplicable,
  part,
  pass,
  type Subject,
  unknown,
} from '../../src/model/index.ts';
import type { TerraformBlock, TerraformValue } from '../../src/model/repository/index.ts';
import { seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';

export default defineRule({
  id: 'terraform-live-drift',
  topic: 'hosting/terraform',
  severity: 'medium',
  docs: {
    title: 'Keep live resources as Terraform declares them',
    why: 'A value that was changed by hand lasts until the next apply, which undoes it at a time that nobody chose; and whoever reads the code believes what does not hold.',
    how: 'Each live database, listener and ECS service whose Terraform block is known by its name: publicly_accessible, storage_encrypted, deletion_protection, multi_az, backup_retention_period, ssl_policy and enable_execute_command, where the block gives a value that can be computed, against what AWS says. A live value that is stricter than the declared one is info.',
    fix: 'Run terraform plan, and apply it or bring the code up to the live value.',
    silent: [
      'attributes in lifecycle.ignore_changes',
      'values that variables without a default decide: open',
      'resources whose block is not known; attributes that the block leaves to its default',
    ],
    example: {
      language: 'hcl',
      bad: 'resource "aws_db_instance" "shop" { # AWS says: DeletionProtection false\n  deletion_protection = true\n}',
      good: 'resource "aws_db_instance" "shop" { # AWS says: DeletionProtection true\n  deletion_protection = true\n}',
    },
    references: ['https://developer.hashicorp.com/terraform/tutorials/state/resource-drift'],
  },
  controls: { wellArchitected: ['OPS05'], soc2: ['CC8.1'] },
  needs: ['deployment.declarations', 'rds.instances', 'elasticloadbalancing.listeners', 'ecs.services'],
  subjects: ({ deployment, rds, elasticloadbalancing, ecs }) => {
    const live = [...rds.instances, ...elasticloadbalancing.listeners, ...ecs.services];
    return deployment.declarations.flatMap((declaration) => {
      const found = live.find(({ ref }) => ref.id === declaration.resource.id);
      return found === undefined ? [] : compared(declaration, { ...found });
    });
  },
  judge: ({ attribute, declared, actual, declaration, stricter, block, call }) => {
    const name = declaration.resource.name ?? declaration.resource.id;
    const evidence = [
      {
        ...seen(
          `${block.address} ${attribute}`,
          declared.expression,
          `${declared.location.path}:${declared.location.line}`,
        ),
        location: declared.location,
      },
      seen(attributeKey(attribute), actual, call),
      seen('declared in', declaration.edge.reason, 'deployment'),
    ];
    const { location } = declared;
    if (ignored(block, attribute))
      return notApplicable(`lifecycle of ${block.address} ignores changes of ${attribute}`);
    if (declared.status !== 'known')
      return unknown(`${attribute} of ${block.address} could not be computed`, { evidence, location });
    if (actual === undefined) return notApplicable(`AWS says no ${attribute} of ${name}`);
    if (same(declared.value, actual))
      return pass(`${attribute} of ${name} is as ${block.address} declares it`, { evidence, location });
    return fail(
      `${attribute} of ${name} is ${String(actual)}, and ${block.address} declares ${declared.expression}: the next apply changes it back`,
      {
        ...(stricter(declared.value, actual) ? { severity: 'info' } : {}),
        evidence,
        location,
        fix: fix(
          `Settle ${attribute} of ${name}`,
          text(
            `terraform plan -target=${block.address}   # then apply it, or write ${String(actual)} into ${location.path}:${location.line}`,
          ),
        ),
      },
    );
  },
});

interface Compared extends Subject {
  readonly declaration: Declaration;
  readonly block: TerraformBlock;
  readonly attribute: string;
  readonly declared: TerraformValue;
  readonly actual: string | number | boolean | undefined;
  readonly call: string;
  readonly stricter: (declared: Json, actual: string | number | boolean) => boolean;
}

type Row = readonly [member: string, stricter: Compared['stricter']];
const ON: Compared['stricter'] = (_, actual) => actual === true;
const OFF: Compared['stricter'] = (_, actual) => actual === false;
const MORE: Compared['stricter'] = (declared, actual) => Number(actual) > Number(declared);
const NEVER: Compared['stricter'] = () => false;

const ATTRIBUTES: Readonly<Record<string, { readonly call: string; readonly rows: Readonly<Record<string, Row>> }>> = {
  aws_db_instance: {
    call: 'rds:DescribeDBInstances',
    rows: {
      publicly_accessible: ['PubliclyAccessible', OFF],
      storage_encrypted: ['StorageEncrypted', ON],
      deletion_protection: ['DeletionProtection', ON],
      multi_az: ['MultiAZ', ON],
      backup_retention_period: ['BackupRetentionPeriod', MORE],
    },
  },
  aws_lb_listener: { call: 'elasticloadbalancing:DescribeListeners', rows: { ssl_policy: ['SslPolicy', NEVER] } },
  aws_ecs_service: { call: 'ecs:DescribeServices', rows: { enable_execute_command: ['enableExecuteCommand', OFF] } },
};

/** One subject for each attribute that the block gives and AWS shows. */
function compared(declaration: Declaration, live: Readonly<Record<string, unknown>>): readonly Compared[] {
  if (declaration.source.kind !== 'terraform') return [];
  const { block } = declaration.source;
  const { call = '', rows = {} } = ATTRIBUTES[block.type] ?? {};
  return Object.entries(rows).flatMap(([attribute, [member, stricter]]) => {
    const declared = block.attributes[attribute];
    const actual = live[member];
    if (declared === undefined) return [];
    const known =
      typeof actual === 'string' || typeof actual === 'number' || typeof actual === 'boolean' ? actual : undefined;
    return [
      {
        ref: part(declaration.resource, attribute),
        declaration,
        block,
        attribute,
        declared,
        actual: known,
        call,
        stricter,
      },
    ];
  });
}

/** Terraform takes `"7"` for 7 and `"true"` for true. */
function same(declared: Json, actual: string | number | boolean): boolean {
  return typeof declared !== 'object' && String(declared) === String(actual);
}

function ignored({ blocks }: TerraformBlock, attribute: string): boolean {
  const ignores = blocks.find(({ type }) => type === 'lifecycle')?.attributes['ignore_changes'];
  return ignores !== undefined && new RegExp(`\\b(all|${attribute})\\b`).test(ignores.expression);
}
