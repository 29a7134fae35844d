import type { Json, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import type { AppProcess } from '../../src/model/repository/index.ts';
import { type DatabaseAlias, databaseAliases, options } from '../shared/databases.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { found, where } from '../shared/places.ts';
import { isHole, settingEvidence } from '../shared/settings.ts';

const LOCAL = /^(|localhost|127\.0\.0\.1|::1|\/.*)$/;
const MYSQL_TLS = ['ssl', 'ssl_mode', 'ssl_ca', 'ssl_cert'];

export default defineRule({
  id: 'django-db-no-tls',
  topic: 'databases/encryption-in-transit',
  severity: 'high',
  docs: {
    title: 'Ask for TLS on the way to the database',
    why: 'libpq tries TLS and silently goes on in clear text when the server does not offer it, or when somebody on the way takes the offer away. Every row and the password then cross the network readable.',
    how: 'Each alias of DATABASES is computed for production. `sslmode=disable` or `allow` is high; nothing said in a database that the settings write out is medium (libpq’s default is `prefer`); `require` passes, although it does not verify the server; MySQL needs `ssl`. A database that comes whole from a URL in the environment is unknown: the URL decides.',
    fix: '`?sslmode=verify-full&sslrootcert=/etc/ssl/rds/global-bundle.pem` in the URL, or the same in OPTIONS.',
    silent: [
      'SQLite, and servers on the same machine or behind a socket',
      'PGSSLMODE in the image or the task definition',
    ],
    example: {
      language: 'python',
      bad: 'DATABASES = {"default": {\n    "ENGINE": "django.db.backends.postgresql",\n    "HOST": env("DB_HOST"),\n    "NAME": "shop",\n}}',
      good: 'DATABASES = {"default": {\n    "ENGINE": "django.db.backends.postgresql",\n    "HOST": env("DB_HOST"),\n    "NAME": "shop",\n    "OPTIONS": {"sslmode": "verify-full", "sslrootcert": "/etc/ssl/rds/global-bundle.pem"},\n}}',
    },
    references: [
      'https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION',
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html',
      'https://docs.djangoproject.com/en/stable/ref/databases/#postgresql-connection-settings',
    ],
  },
  controls: { wellArchitected: ['SEC09'], soc2: ['CC6.7'], cwe: ['319', '295'], owaspTop10_2021: ['A02'] },
  needs: ['repository.settings', 'repository.processes'],
  subjects: ({ repository }) => databaseAliases(repository.settings),
  judge: (database, { repository: { settings, processes } }) => {
    const details = {
      evidence: [settingEvidence(database.setting, settings)],
      ...where(settingPlace(database.setting, settings)),
    };
    if (database.family === 'sqlite' || database.family === 'other' || database.family === 'oracle') {
      return notApplicable(
        `the engine of database ${database.alias} speaks neither PostgreSQL nor MySQL over the network`,
      );
    }
    const host = database.entry?.['HOST'];
    if (typeof host === 'string' && LOCAL.test(host) && !isHole(database.entry?.['NAME'])) {
      return notApplicable(`database ${database.alias} is on the same machine`);
    }
    return database.family === 'mysql' ? mysql(database, details) : postgresql(database, processes, details);
  },
});

type Details = Pick<Verdict, 'evidence'>;

function postgresql(database: DatabaseAlias, processes: readonly AppProcess[], details: Details): Verdict {
  const given = options(database);
  const mode: Json | undefined = given?.['sslmode'];
  if (typeof mode === 'string') return byMode(database, mode, details);
  const variable = processes
    .filter(({ production }) => production)
    .flatMap(({ environment }) => environment)
    .find(({ name }) => name === 'PGSSLMODE');
  if (variable?.value.status === 'known') {
    return byMode(database, variable.value.text, {
      ...details,
      evidence: [...(details.evidence ?? []), found('PGSSLMODE', variable.value.text, variable.location)],
    });
  }
  if (given === undefined || mode !== undefined || database.family === 'unknown') {
    return unknown(
      `the sslmode of database ${database.alias} is not in the repository: the URL in the environment decides`,
      details,
    );
  }
  return fail(
    `database ${database.alias} does not ask for TLS: libpq falls back to clear text and never verifies the server`,
    {
      ...details,
      severity: 'medium',
      fix: repair(),
    },
  );
}

function byMode({ alias }: DatabaseAlias, mode: string, details: Details): Verdict {
  if (mode === 'verify-full' || mode === 'verify-ca')
    return pass(`database ${alias} is reached with sslmode=${mode}`, details);
  if (mode === 'require')
    return pass(
      `database ${alias} is reached with sslmode=require, which encrypts and does not verify the server`,
      details,
    );
  if (mode === 'prefer') {
    return fail(`database ${alias} has sslmode=prefer: it falls back to clear text`, {
      ...details,
      severity: 'medium',
      fix: repair(),
    });
  }
  return fail(`database ${alias} has sslmode=${mode}: passwords and rows cross the network in clear text`, {
    ...details,
    fix: repair(),
  });
}

function mysql(database: DatabaseAlias, details: Details): Verdict {
  const given = options(database);
  if (given === undefined)
    return unknown(
      `the options of database ${database.alias} could not be computed: the URL in the environment decides`,
      details,
    );
  if (MYSQL_TLS.some((name) => name in given)) return pass(`database ${database.alias} asks for TLS`, details);
  return fail(`database ${database.alias} does not ask for TLS`, {
    ...details,
    severity: 'medium',
    fix: fix('Verify the server', text('"OPTIONS": {"ssl": {"ca": "/etc/ssl/rds/global-bundle.pem"}}')),
  });
}

function repair() {
  return fix(
    'Encrypt and verify',
    text('DATABASE_URL=postgres://…?sslmode=verify-full&sslrootcert=/etc/ssl/rds/global-bundle.pem'),
  );
}
