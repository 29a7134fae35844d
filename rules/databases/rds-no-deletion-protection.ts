import { defineRule, fail, pass } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { fix, terraform, text } from '../shared/fix.ts';
import { databases, ebEnvironmentOf, modify, terraformType } from '../shared/rds.ts';

export default defineRule({
  id: 'rds-no-deletion-protection',
  topic: 'databases/backups',
  severity: 'medium',
  docs: {
    title: 'Protect databases against deletion',
    why: 'Without deletion protection one wrong command, one `terraform destroy` in the wrong workspace or one terminated Elastic Beanstalk environment deletes the database, and automated backups go with it.',
    how: '`DeletionProtection` must be true; of a cluster, the cluster is judged. High where Elastic Beanstalk made the database (its tags say so): ending the environment deletes it.',
    fix: 'Switch it on; it takes effect at once, without downtime.',
    silent: ['members of a cluster: the cluster is judged'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_db_instance" "shop" {\n  engine = "postgres"\n}',
      good: 'resource "aws_db_instance" "shop" {\n  engine              = "postgres"\n  deletion_protection = true\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-8',
    ],
  },
  controls: { awsFsbp: ['RDS.7', 'RDS.8'], wellArchitected: ['REL09'], soc2: ['A1.2'] },
  needs: ['rds.instances', 'rds.clusters'],
  subjects: ({ rds }) => databases(rds),
  judge: (db) => {
    const evidence = [seen('DeletionProtection', db.raw.DeletionProtection, db.call)];
    if (db.raw.DeletionProtection === true) return pass(`${db.what} is protected against deletion`, { evidence });
    const environment = ebEnvironmentOf(db.raw);
    const risk =
      environment === undefined
        ? 'one wrong command or terraform destroy deletes it with its automated backups'
        : `ending the Elastic Beanstalk environment ${environment} deletes it with its automated backups`;
    return fail(`${db.what} has no deletion protection: ${risk}; switch it on`, {
      evidence,
      severity: environment === undefined ? 'medium' : 'high',
      fix: fix(
        `Switch on deletion protection of ${db.name}`,
        text('Takes effect at once, without downtime. To delete the database later, switch it off first.'),
        modify(db, { 'deletion-protection': true }),
        terraform(`${terraformType(db)}: deletion_protection = true`),
      ),
    });
  },
});
