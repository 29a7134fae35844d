import type { DbCluster, DbInstance } from '../../src/model/aws/index.ts';
import { type DatabaseLink, defineRule, fail, notApplicable, pass } from '../../src/model/index.ts';
import { compared, comparisons, environmentEvidence, gathered } from '../shared/environments.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { compareVersions, seriesOf } from '../shared/versions.ts';

export default defineRule({
  id: 'staging-database-differs',
  topic: 'comparison/database',
  severity: 'medium',
  docs: {
    title: 'Run staging on the database that production runs on',
    why: 'Another engine or major version parses, locks and plans otherwise: a migration or query that passed on staging fails in production. A staging that shares production’s database tries its migrations on the customers’ data.',
    how: 'The databases behind DATABASES of every service of production and of staging, found by their endpoints: for each alias that both have, the engine and its major version. The same database on both sides is high. A staging that is a major version ahead, as before an upgrade, is low.',
    fix: 'Create staging’s database from a snapshot of production’s, on the same engine version, and upgrade staging first.',
    silent: [
      'minor versions: they are compatible, and maintenance windows differ',
      'an alias that only one of them has; sizes and classes',
      'development, previews and other environments that do not stand for production',
    ],
    example: {
      language: 'hcl',
      bad: '# the database of production: postgres 17.6\nresource "aws_db_instance" "shop_staging" {\n  engine         = "postgres"\n  engine_version = "15.14"\n}',
      good: '# the database of production: postgres 17.6\nresource "aws_db_instance" "shop_staging" {\n  engine         = "postgres"\n  engine_version = "17.6"\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html',
      'https://12factor.net/dev-prod-parity',
    ],
  },
  controls: { wellArchitected: ['OPS06', 'REL08'], soc2: ['CC8.1'] },
  needs: ['deployment.environments'],
  subjects: ({ deployment }) => comparisons(deployment.environments),
  judge: (subject) =>
    compared(subject, (comparison) => {
      const { production, other } = comparison;
      const there = gathered(production, 'databases', ({ databases }) => databases);
      if ('open' in there) return there.open;
      const here = gathered(other, 'databases', ({ databases }) => databases);
      if ('open' in here) return here.open;
      const pairs = here.items.flatMap((link) =>
        there.items.filter(({ alias }) => alias === link.alias).map((model) => ({ link, model })),
      );
      const evidence = [
        ...pairs.flatMap(({ link, model }) => [
          databaseEvidence(production.name, model),
          databaseEvidence(other.name, link),
        ]),
        ...environmentEvidence(comparison),
      ];
      if (pairs.length === 0) return notApplicable('no alias of DATABASES leads to an RDS database on both sides');
      const shared = pairs.find(({ link, model }) => link.database.to.ref.id === model.database.to.ref.id);
      if (shared !== undefined) {
        return fail(
          `${other.name} uses production’s database ${nameOf(shared.link)} (alias ${shared.link.alias}): its migrations and tests run on the customers’ data`,
          { severity: 'high', evidence, fix: ownDatabase(other.name, shared.link) },
        );
      }
      const different = pairs.filter(({ link, model }) => versionOf(link) !== versionOf(model));
      const [first] = different;
      if (first === undefined) {
        return pass(
          `${other.name} runs on the databases that production runs on: ${list(pairs.map(({ model }) => versionOf(model)))}`,
          { evidence },
        );
      }
      const ahead = different.every(isAhead);
      return fail(
        `${other.name} runs ${versionOf(first.link)} as ${first.link.alias}, production ${versionOf(first.model)}: what works on the one may fail on the other`,
        { ...(ahead ? { severity: 'low' } : {}), evidence, fix: sameVersion(other.name, first) },
      );
    }),
});

interface Pair {
  readonly link: DatabaseLink;
  readonly model: DatabaseLink;
}

/** Engine and major version: PostgreSQL counts one number, the others two. */
function versionOf({ database: { to } }: DatabaseLink): string {
  const parts = /postgres/.test(to.Engine) ? 1 : 2;
  return `${to.Engine} ${seriesOf(to.EngineVersion, parts) ?? to.EngineVersion}`;
}

function isAhead({ link, model }: Pair): boolean {
  const [own, that] = [link.database.to, model.database.to];
  return own.Engine === that.Engine && compareVersions(own.EngineVersion, that.EngineVersion) > 0;
}

function nameOf({ database }: DatabaseLink): string {
  return database.to.ref.name ?? database.to.ref.id;
}

function databaseEvidence(environment: string, link: DatabaseLink) {
  const { to } = link.database;
  const call = isInstance(to) ? 'rds:DescribeDBInstances' : 'rds:DescribeDBClusters';
  return seen(`${environment} ${link.alias}`, `${nameOf(link)}: ${to.Engine} ${to.EngineVersion}`, call);
}

function isInstance(database: DbInstance | DbCluster): database is DbInstance {
  return 'DBInstanceIdentifier' in database;
}

function ownDatabase(environment: string, link: DatabaseLink) {
  return fix(
    `Give ${environment} a database of its own`,
    text(
      `Restore a snapshot of ${nameOf(link)} under another identifier, strip the customers’ data, and point DATABASE_URL of ${environment} to it.`,
    ),
  );
}

function sameVersion(environment: string, { model }: Pair) {
  return fix(
    `Bring ${environment} to ${versionOf(model)}`,
    text(
      `Restore a snapshot of ${nameOf(model)} for ${environment}, or upgrade its database to ${model.database.to.EngineVersion}.`,
    ),
  );
}
