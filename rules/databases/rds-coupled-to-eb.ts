import type { Environment } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass } from '../../src/model/index.ts';
import { environmentInWords, type OptionName, withOptions } from '../shared/eb.ts';
import { ebOptions, ebTerraform, fix, text } from '../shared/fix.ts';

const COUPLED: OptionName = ['aws:rds:dbinstance', 'HasCoupledDatabase'];
const DELETION: OptionName = ['aws:rds:dbinstance', 'DBDeletionPolicy'];

export default defineRule({
  id: 'rds-coupled-to-eb',
  topic: 'databases/rds',
  severity: 'high',
  docs: {
    title: 'Keep the database outside of the Elastic Beanstalk environment',
    why: 'A database that Elastic Beanstalk made lives and dies with its environment: ending the environment, or a blue/green switch to a new one, takes the data along.',
    how: 'The option `aws:rds:dbinstance/HasCoupledDatabase` of each environment is read. Critical when `DBDeletionPolicy` is Delete (the default), medium when it is Retain or Snapshot.',
    fix: 'Set DBDeletionPolicy to Retain, decouple the database, and give the application its address in DATABASE_URL.',
    example: {
      language: 'yaml',
      bad: 'option_settings:\n  aws:rds:dbinstance:\n    HasCoupledDatabase: true\n    DBDeletionPolicy: Delete',
      good: 'option_settings:\n  aws:rds:dbinstance:\n    HasCoupledDatabase: false',
    },
    references: [
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.db.html',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-rdsdbinstance',
    ],
  },
  controls: { wellArchitected: ['REL09'], soc2: ['A1.2'] },
  needs: ['elasticbeanstalk.environments', 'elasticbeanstalk.configurationSettings'],
  subjects: ({ elasticbeanstalk }) => elasticbeanstalk.environments,
  judge: (environment, { elasticbeanstalk }) =>
    withOptions(environment, elasticbeanstalk.configurationSettings, (options) => {
      const name = environment.EnvironmentName;
      const evidence = options.evidence(COUPLED, DELETION);
      if (!options.is(COUPLED, 'true')) return pass(`no database lives inside ${name}`, { evidence });
      const policy = options.get(DELETION) ?? 'Delete';
      const deleted = policy === 'Delete';
      return fail(
        deleted
          ? `the database of ${environmentInWords(environment)} is deleted with the environment (DBDeletionPolicy Delete): ending or replacing ${name} loses all data; set Retain, then decouple it`
          : `the database of ${environmentInWords(environment)} lives inside the environment (DBDeletionPolicy ${policy}): a new environment cannot take it over; decouple it`,
        { severity: deleted ? 'critical' : 'medium', evidence, fix: decouple(environment) },
      );
    }),
});

function decouple({ EnvironmentName, ref }: Environment) {
  const set = (name: string, value: string) => ({ namespace: 'aws:rds:dbinstance', name, value });
  return fix(
    `Decouple the database of ${EnvironmentName}`,
    text(
      'Retain takes effect without downtime. Decoupling removes the RDS_* variables from the environment and restarts the application: set DATABASE_URL first, and admit the environment to the security group of the database.',
    ),
    ebOptions(EnvironmentName, ref.region, [set('DBDeletionPolicy', 'Retain')]),
    ebOptions(EnvironmentName, ref.region, [set('HasCoupledDatabase', 'false')]),
    ebTerraform([set('DBDeletionPolicy', 'Retain'), set('HasCoupledDatabase', 'false')]),
  );
}
