import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/cli/catalogue.ts';
import { configSchema } from '../../src/cli/rules/index.ts';
import form from '../../src/config/config-1.json' with { type: 'json' };

describe('schema/config-1.json', () => {
  it('is the form of djaudit.yml with the rules', async () => {
    await expect(configSchema(form, CATALOGUE)).toMatchFileSnapshot('../../schema/config-1.json');
  });

  const validate = new Ajv2020({ strict: false }).compile(
    JSON.parse(configSchema(form, CATALOGUE)) as object, // a schema is an object
  );
  const threshold = (value: unknown) => ({
    rules: { 'rds-backup-retention-short': { options: { minimumDays: value } } },
  });

  it.each<[string, unknown, boolean]>([
    ['a severity', { rules: { 'rds-public': 'low' } }, true],
    ['no severity', { rules: { 'rds-public': 'lo' } }, false],
    ['an option', threshold(14), true],
    ['an option that is too large', threshold(99), false],
    ['an option that is none', { rules: { 'rds-backup-retention-short': { options: { days: 3 } } } }, false],
    ['a rule of a plug-in with its options', { rules: { 'acme-budget': { options: { euros: 3 } } } }, true],
  ])('an editor takes %s as it is', (_, config, right) => {
    expect(validate(config)).toBe(right);
  });
});
