import { describe, expect, it } from 'vitest';
import { fail, type Home, type SubjectRef } from '../../src/model/index.ts';
import { db, evaluate, FRANKFURT, have, rule } from './build.ts';

const HOME: Home = {
  location: { path: 'infra/db.tf', line: 3 },
  attributes: { multiaz: { path: 'infra/db.tf', line: 9 } },
};
const shop = db('shop');

/** Where the one finding on the subject stands. */
function placeOf(label: string, subject: SubjectRef = shop.ref, home: Home = HOME) {
  const judged = rule('single', ['rds.instances'], () =>
    fail('one', { evidence: [{ label, value: 'false', source: 'rds:DescribeDBInstances' }] }),
  );
  const graph = { edges: [], homes: new Map([[shop.ref.id, home]]) };
  const records = [have('rds.instances', FRANKFURT, [{ ref: subject }]), have('deployment.graph', {}, graph)];
  return evaluate({ rules: [judged], records }).results[0]?.location;
}

describe('a finding on a resource that the repository declares stands', () => {
  it('at the attribute that its evidence names', () => {
    expect(placeOf('MultiAZ')).toEqual({ path: 'infra/db.tf', line: 9 });
    expect(placeOf('aws:rds:dbinstance/MultiAZ')).toEqual({ path: 'infra/db.tf', line: 9 });
  });

  it('at the block, when the block does not say it', () => {
    expect(placeOf('BackupRetentionPeriod')).toEqual({ path: 'infra/db.tf', line: 3 });
  });

  it('there too when it is about a part of it', () => {
    expect(placeOf('Port', { ...shop.ref, id: `${shop.ref.id}#5432` })).toEqual({ path: 'infra/db.tf', line: 3 });
  });

  it('where the subject itself stands, when it does', () => {
    expect(placeOf('MultiAZ', { ...shop.ref, location: { path: 'a.py', line: 1 } })).toEqual({ path: 'a.py', line: 1 });
  });
});

it('stands nowhere when only other options are declared, or nothing is', () => {
  expect(placeOf('Other', shop.ref, { attributes: HOME.attributes })).toBeUndefined();
  expect(placeOf('MultiAZ', { ...shop.ref, id: 'arn:other' })).toBeUndefined();
});
