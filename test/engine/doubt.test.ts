import { describe, expect, it } from 'vitest';
import { collected, type FactRecord, fail, type Gap, pass, unavailable } from '../../src/model/index.ts';
import { db, evaluate, FRANKFURT, have, lines, rule, type Thing } from './build.ts';

const PARTS = 'rds.snapshotAttributes';
const denied = (subject: Thing['ref'] | undefined): Gap => ({
  ...unavailable('denied: rds:DescribeDBSnapshotAttributes', 'rds:DescribeDBSnapshotAttributes'),
  ...(subject === undefined ? {} : { subject }),
});

function partly(things: readonly Thing[], gaps: readonly Gap[]): FactRecord {
  return { name: PARTS, scope: FRANKFURT, fact: collected(things, gaps) } as unknown as FactRecord; // the engine does not look into values
}

const [seen, unseen] = [db('seen'), db('unseen')];
const judged = rule('judged', ['rds.snapshots', PARTS], (item) => (item.good ? pass() : fail('bad')));

describe('a fact that is there in part', () => {
  it('opens the verdict on what was not seen, and no other of its kind', () => {
    const records = [have('rds.snapshots', FRANKFURT, [seen, unseen]), partly([seen], [denied(unseen.ref)])];
    const { results, decided } = evaluate({ rules: [judged], records });
    expect(lines(results)).toEqual([
      `unknown judged ${unseen.ref.id}: ${PARTS} could not be read of unseen: denied: rds:DescribeDBSnapshotAttributes`,
      `pass judged ${seen.ref.id}: Mend judged: seen`,
    ]);
    expect(decided).toBe(false);
  });

  it('opens the verdicts on the parts of what was not seen', () => {
    const part = db('unseen', { id: `${unseen.ref.id}#443` });
    const records = [have('rds.snapshots', FRANKFURT, [seen, part]), partly([seen], [denied(unseen.ref)])];
    const open = evaluate({ rules: [judged], records }).results.filter(({ status }) => status === 'unknown');
    expect(open.map(({ subject }) => subject.id)).toEqual([unseen.ref.id, part.ref.id]);
  });

  it('opens every verdict on another kind of thing: what it hangs on cannot be told', () => {
    const other = [db('other'), db('another', { good: false })];
    const records = [have('rds.snapshots', FRANKFURT, other), partly([seen], [denied(unseen.ref)])];
    const { results } = evaluate({ rules: [judged], records });
    expect(results.map(({ status }) => status)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(new Set(results.map(({ subject }) => subject.name))).toEqual(new Set(['another', 'other', 'unseen']));
  });

  it('leaves to the rule what an item of the fact says itself', () => {
    const records = [
      have('rds.snapshots', FRANKFURT, [seen, unseen]),
      partly([seen, unseen], [{ ...denied(unseen.ref), held: true }]),
    ];
    expect(evaluate({ rules: [judged], records }).results.map(({ status }) => status)).toEqual(['pass', 'pass']);
  });

  it('is told beside the verdicts where nobody knows what is missing', () => {
    const records = [have('rds.snapshots', FRANKFURT, [seen]), partly([seen], [denied(undefined)])];
    expect(evaluate({ rules: [judged], records }).results.map(({ status }) => status)).toEqual(['unknown', 'pass']);
  });
});
