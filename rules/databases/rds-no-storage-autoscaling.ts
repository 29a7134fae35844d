import type { DbInstance } from '../../src/model/aws/index.ts';
import { defineRule, type Evidence, fail, notApplicable, pass, type Severity, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { fix, terraform, text } from '../shared/fix.ts';
import { isAurora, modify, ofInstance } from '../shared/rds.ts';

const CALL = 'rds:DescribeDBInstances';
/** AWS advises 26 % of room: below it, the limit is announced as near before the first growth. */
const ROOM = 1.26;

export default defineRule({
  id: 'rds-no-storage-autoscaling',
  topic: 'databases/automatic-resizing',
  severity: 'medium',
  docs: {
    title: 'Let the storage of databases grow by itself',
    why: 'When the storage is full the database stops: first writes fail, then it cannot be connected to, and growing it by hand takes hours of a night.',
    how: '`MaxAllocatedStorage` must be above `AllocatedStorage`. A limit of less than 26 % above it is low: AWS asks for 10 % at least and advises 26 %, because one or two steps later growth ends.',
    fix: 'Set a limit well above the size; it costs nothing until storage grows. No downtime.',
    silent: ['Aurora, whose storage grows by nature', 'members of Multi-AZ clusters', 'magnetic storage, which cannot'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_db_instance" "shop" {\n  engine            = "postgres"\n  allocated_storage = 100\n}',
      good: 'resource "aws_db_instance" "shop" {\n  engine                = "postgres"\n  allocated_storage     = 100\n  max_allocated_storage = 1000\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html',
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Storage.html',
    ],
  },
  controls: { wellArchitected: ['REL07', 'COST'], soc2: ['A1.1'] },
  needs: ['rds.instances'],
  subjects: ({ rds }) => rds.instances,
  judge: (db) => {
    const reason = cannotGrow(db);
    if (reason !== undefined) return notApplicable(`${db.DBInstanceIdentifier}: ${reason}`);
    const { AllocatedStorage: size, MaxAllocatedStorage: limit } = db;
    const evidence = [seen('AllocatedStorage', size, CALL), seen('MaxAllocatedStorage', limit, CALL)];
    const { what } = ofInstance(db);
    if (size === undefined) return unknown(`AWS gave no AllocatedStorage of ${what}`, { evidence });
    if (limit === undefined || limit <= size)
      return grow(
        db,
        size,
        evidence,
        'medium',
        `${what} stays at ${size} GiB whatever happens: full storage stops the database; give it a limit to grow to`,
      );
    if (limit < size * ROOM)
      return grow(
        db,
        size,
        evidence,
        'low',
        `${what} may grow from ${size} to ${limit} GiB only, less than the 26 % of room that AWS advises: raise the limit`,
      );
    return pass(`${what} grows by itself up to ${limit} GiB`, { evidence });
  },
});

function cannotGrow({ Engine, DBClusterIdentifier, StorageType }: DbInstance): string | undefined {
  if (isAurora(Engine) || Engine === 'docdb' || Engine === 'neptune') return `storage of ${Engine} grows by nature`;
  if (DBClusterIdentifier !== undefined) return 'a member of a Multi-AZ cluster has no storage autoscaling';
  return StorageType === 'standard' ? 'magnetic storage cannot grow by itself' : undefined;
}

function grow(db: DbInstance, size: number, evidence: readonly Evidence[], severity: Severity, message: string) {
  const limit = Math.max(1000, size * 2);
  return fail(message, {
    severity,
    evidence,
    fix: fix(
      `Let ${db.DBInstanceIdentifier} grow up to ${limit} GiB`,
      text('No downtime, no cost until it grows; storage never shrinks again. Alarm on FreeStorageSpace all the same.'),
      modify(ofInstance(db), { 'max-allocated-storage': limit }),
      terraform(`aws_db_instance: max_allocated_storage = ${limit}`),
    ),
  });
}
