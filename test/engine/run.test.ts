import { describe, expect, it } from 'vitest';
import { collected, defineDerivation, fail, notApplicable, pass, unavailable, unknown } from '../../src/model/index.ts';
import { ACCOUNT, db, evaluate, FRANKFURT, GLOBAL, have, IRELAND, lack, lines, rule } from './build.ts';

const encrypted = rule('encrypted', ['rds.instances'], (item) =>
  item.good ? pass() : fail(`${item.ref.name} is plain`, { evidence: [{ label: 'a', value: 'b', source: 'c' }] }),
);

describe('a rule on the account', () => {
  it('is judged in every region, one verdict for each subject', () => {
    const records = [
      have('rds.instances', FRANKFURT, [db('web'), db('reports', { good: false })]),
      have('rds.instances', IRELAND, [db('dr', { id: 'arn:dr', good: false })]),
    ];
    expect(lines(evaluate({ rules: [encrypted], records }).results)).toEqual([
      'fail encrypted arn:aws:rds:eu-central-1:123456789012:db:reports: reports is plain',
      'fail encrypted arn:dr: dr is plain',
      'pass encrypted arn:aws:rds:eu-central-1:123456789012:db:web: Mend encrypted: web',
    ]);
  });

  it('carries the account and the region of its scope', () => {
    const [result] = evaluate({ rules: [encrypted], records: [have('rds.instances', IRELAND, [db('web')])] }).results;
    expect(result?.subject).toMatchObject({ account: ACCOUNT, region: 'eu-west-1' });
  });

  it('is unknown once in each region where its fact was denied, and names the action', () => {
    const records = [
      have('rds.instances', FRANKFURT, [db('web')]),
      lack('rds.instances', IRELAND, 'denied: rds:DescribeDBInstances', 'rds:DescribeDBInstances'),
    ];
    const { results, decided } = evaluate({ rules: [encrypted], records });
    expect(lines(results)).toEqual([
      'unknown encrypted aws/123456789012/eu-west-1: rds.instances could not be read in account 123456789012 eu-west-1: denied: rds:DescribeDBInstances',
      'pass encrypted arn:aws:rds:eu-central-1:123456789012:db:web: Mend encrypted: web',
    ]);
    expect(results[0]?.subject).toMatchObject({ account: ACCOUNT, region: 'eu-west-1' });
    expect(results[0]?.evidence[0]?.source).toBe('rds:DescribeDBInstances');
    expect(decided).toBe(false);
  });

  it('is unknown, not silent, when nobody collected its fact', () => {
    const { results } = evaluate({ rules: [encrypted], records: [] });
    expect(results.map(({ status, message }) => [status, message])).toEqual([
      ['unknown', 'rds.instances could not be read in account: not requested'],
    ]);
  });

  it('sees the global facts beside those of its region', () => {
    const mixed = rule('mixed', ['rds.instances', 'cloudfront.distributions'], (_, facts) =>
      pass(`beside ${JSON.stringify(facts['cloudfront']?.['distributions'])}`),
    );
    const records = [
      have('rds.instances', FRANKFURT, [db('web')]),
      have('rds.instances', IRELAND, [db('dr', { id: 'arn:dr' })]),
      have('cloudfront.distributions', GLOBAL, ['cdn']),
    ];
    const messages = evaluate({ rules: [mixed], records }).results.map(({ message }) => message);
    expect(messages).toEqual(['beside ["cdn"]', 'beside ["cdn"]']);
  });

  it('on a global fact is judged once, in the scope global', () => {
    const rules = [rule('cdn', ['cloudfront.distributions'], () => pass())];
    const records = [
      have('cloudfront.distributions', GLOBAL, [db('cdn', { id: 'arn:cdn' })]),
      have('rds.instances', FRANKFURT, []),
    ];
    const { results } = evaluate({ rules, records });
    expect(results.map(({ subject }) => subject)).toEqual([
      { kind: 'resource', id: 'arn:cdn', name: 'cdn', account: ACCOUNT, region: 'global' },
    ]);
  });

  it('keeps the worst verdict on a global resource that is judged beside each region', () => {
    const cdn = db('cdn', { id: 'arn:cdn' });
    const rules = [
      rule('cert', ['cloudfront.distributions', 'acm.certificates'], (_, facts) =>
        JSON.stringify(facts['acm']?.['certificates']) !== '[]' ? pass('found') : fail('none'),
      ),
    ];
    const records = [
      have('cloudfront.distributions', GLOBAL, [cdn]),
      have('acm.certificates', FRANKFURT, ['cert']),
      have('acm.certificates', IRELAND, []),
    ];
    const outcome = evaluate({ rules, records });
    expect(lines(outcome.results)).toEqual(['fail cert arn:cdn: none']);
    expect(outcome.defects).toEqual([]);
  });

  it('on a joined service is judged beside the facts of its own region only', () => {
    const service = db('web', { id: 'arn:service', account: ACCOUNT, region: 'eu-west-1' });
    const rules = [
      rule('home', ['deployment.services', 'rds.instances'], (_, facts) =>
        JSON.stringify(facts['rds']?.['instances']) !== '[]' ? pass('found') : fail('none'),
      ),
    ];
    const records = [
      have('deployment.services', {}, [service]),
      have('rds.instances', FRANKFURT, []),
      have('rds.instances', IRELAND, ['db']),
    ];
    expect(lines(evaluate({ rules, records }).results)).toEqual(['pass home arn:service: found']);
    const elsewhere = records.slice(0, 2);
    expect(lines(evaluate({ rules, records: elsewhere }).results)).toEqual(['fail home arn:service: none']);
  });

  it('is judged in every account', () => {
    const other = { account: '210987654321', region: 'eu-central-1' };
    const records = [
      have('rds.instances', FRANKFURT, [db('web')]),
      have('rds.instances', other, [db('web', { id: 'arn:other' })]),
    ];
    const accounts = evaluate({ rules: [encrypted], records }).results.map(({ subject }) => subject.account);
    expect(accounts).toEqual([ACCOUNT, '210987654321']);
  });
});

describe('a side that was not asked for', () => {
  const settings = rule('debug', ['repository.composeFiles'], () => fail('debug is on'));
  const cross = rule('cross', ['repository.composeFiles', 'rds.instances'], () => pass());
  const setting = { ref: { kind: 'setting', id: 'DEBUG' } };
  const repositoryOnly = {
    rules: [encrypted, settings, cross],
    records: [have('repository.composeFiles', {}, [setting])],
    context: { scanned: { repository: true, account: false } },
  };

  it('takes its rules out of the results and into the coverage', () => {
    const { notAssessed, results } = evaluate(repositoryOnly);
    expect(notAssessed).toEqual([{ rule: 'encrypted', reason: 'the account was not scanned' }]);
    expect(results.map((result) => `${result.status} ${result.rule}`)).toEqual(['fail debug', 'unknown cross']);
  });

  it('leaves a rule across layers open, with what would decide it, and the scan complete', () => {
    const { results, decided } = evaluate(repositoryOnly);
    expect(results[1]?.message).toBe('The account would decide it: scan with credentials, --profile or --snapshot');
    expect(decided).toBe(true);
  });

  it('does so the other way round', () => {
    const { notAssessed, results } = evaluate({
      rules: [settings, cross],
      records: [have('rds.instances', FRANKFURT, [])],
      context: { scanned: { repository: false, account: true } },
    });
    expect(notAssessed).toEqual([{ rule: 'debug', reason: 'the repository was not scanned' }]);
    expect(lines(results)).toEqual([
      'unknown cross .: The repository would decide it: scan the path of the Django project',
    ]);
  });
});

describe('a rule that is wrong', () => {
  const records = [have('rds.instances', FRANKFURT, [db('web'), db('bad'), db('worse', { good: false })])];

  it('loses the one verdict that threw, by name, and no other', () => {
    const flaky = rule('flaky', ['rds.instances'], ({ ref, good }) => {
      if (ref.name === 'bad') throw new TypeError('Cannot read properties of undefined');
      return good ? pass() : fail('worse is worse');
    });
    const { results, defects, decided } = evaluate({ rules: [flaky], records });
    expect(results.map(({ status, message }) => [status, message])).toEqual([
      ['fail', 'worse is worse'],
      [
        'unknown',
        'Defect in djaudit: rule flaky on arn:aws:rds:eu-central-1:123456789012:db:bad failed: Cannot read properties of undefined',
      ],
      ['pass', 'Mend flaky: web'],
    ]);
    expect(defects[0]?.stack).toContain('run.test.ts');
    expect(decided).toBe(false);
  });

  it('is unknown in the scope where its subjects threw, and the plug-in is named', () => {
    const broken = rule('broken', ['rds.instances'], () => pass(), {
      evaluate: () => {
        throw new Error('no list');
      },
    });
    const context = { origins: { broken: 'the plug-in acme' } };
    expect(lines(evaluate({ rules: [broken, encrypted], records, context }).results)[1]).toBe(
      'unknown broken aws/123456789012/eu-central-1: Defect in the plug-in acme: rule broken failed: no list',
    );
  });

  it('that gives no verdict is a defect too', () => {
    const silent = rule('silent', ['rds.instances'], () => undefined as never);
    const { results } = evaluate({ rules: [silent], records: [have('rds.instances', FRANKFURT, [db('web')])] });
    expect(results[0]?.status).toBe('unknown');
    expect(results[0]?.message).toContain('judge gave no verdict but nothing');
  });

  it('that judges a subject twice keeps the worse verdict and is named', () => {
    let times = 0;
    const twice = rule('twice', ['rds.instances'], () => (times++ === 0 ? pass() : fail('plain')));
    const outcome = evaluate({ rules: [twice], records: [have('rds.instances', FRANKFURT, [db('web'), db('web')])] });
    expect(outcome.results.map(({ status, subject }) => `${status} ${subject.id}`)).toEqual([
      'fail arn:aws:rds:eu-central-1:123456789012:db:web',
      'unknown aws/123456789012/eu-central-1#repeated',
    ]);
    expect(outcome.defects.map(({ message }) => message)).toEqual([
      'more than one verdict on arn:aws:rds:eu-central-1:123456789012:db:web',
    ]);
  });
});

describe('verdicts become results', () => {
  const records = [have('rds.instances', FRANKFURT, [db('web')])];
  const one = (verdict: Parameters<typeof rule>[2], context = {}) =>
    evaluate({ rules: [rule('r', ['rds.instances'], verdict)], records, context }).results[0];

  it('reasons are messages, confidence is high unless said otherwise', () => {
    expect(one(() => unknown('no metrics', { confidence: 'low' }))).toMatchObject({
      status: 'unknown',
      message: 'no metrics',
      confidence: 'low',
    });
    expect(one(() => notApplicable('a replica'))).toMatchObject({ message: 'a replica', confidence: 'high' });
  });

  it('a documented case sets the severity, the configuration goes before it', () => {
    const verdict = () => fail('worse', { severity: 'critical' as const });
    expect(one(verdict)?.severity).toBe('critical');
    expect(one(verdict, { severities: { r: 'low' } })?.severity).toBe('low');
  });

  it('has a frame where it has a place, but no pass has one', () => {
    const frame = ({ line }: { line: number }) => ({ start: line, lines: ['DEBUG = True'] });
    const location = { path: 'settings.py', line: 3 };
    expect(one(() => fail('on', { location }), { frame })?.frame).toEqual({ start: 3, lines: ['DEBUG = True'] });
    expect(one(() => pass('off', { location }), { frame })?.frame).toBeUndefined();
    expect(one(() => fail('on'), { frame })?.frame).toBeUndefined();
  });

  it('rules see the day and their own options', () => {
    const asked = rule('asked', ['rds.instances'], () => pass(), {
      evaluate: (_, { today, options }) => [
        { subject: db('web'), verdict: () => pass(`${today} ${String(options['days'])}`) },
      ],
    });
    const context = { today: '2027-01-01', options: { asked: { days: 14 } } };
    expect(evaluate({ rules: [asked], records, context }).results[0]?.message).toBe('2027-01-01 14');
  });
});

describe('derived facts', () => {
  const services = rule('linked', ['deployment.services'] as never, (item) => pass(`${item.ref.name} is linked`));
  const derivation = (derive: () => ReturnType<typeof unavailable>) =>
    defineDerivation({ name: 'deployment.services' as never, needs: ['rds.instances'], derive });

  it('are computed once from the facts of all scopes', () => {
    const seen: unknown[] = [];
    const derivations = [
      defineDerivation({
        name: 'deployment.services' as never,
        needs: ['rds.instances', 'repository.files'],
        derive: ((facts: Record<string, readonly { fact: { status: string } }[]>) => {
          seen.push(Object.entries(facts).map(([name, scoped]) => [name, scoped.map(({ fact }) => fact.status)]));
          return { status: 'collected', value: [db('web')] };
        }) as never,
      }),
    ];
    const records = [have('rds.instances', FRANKFURT, []), lack('rds.instances', IRELAND, 'throttled')];
    const { results } = evaluate({
      rules: [services],
      records,
      derivations,
      context: { scanned: { repository: false, account: true } },
    });
    expect(seen).toEqual([
      [
        ['rds.instances', ['collected', 'unavailable']],
        ['repository.files', ['unavailable']],
      ],
    ]);
    expect(results.map(({ message }) => message)).toEqual(['web is linked']);
  });

  it('that cannot be had leave the rule open', () => {
    const { results, decided } = evaluate({
      rules: [services],
      derivations: [derivation(() => unavailable('no link from the repository to the account'))],
    });
    expect(results.map(({ message }) => message)).toEqual([
      'deployment.services could not be read: no link from the repository to the account',
    ]);
    expect(decided).toBe(false);
  });

  it('that are there in part are judged in part, and the gap is open', () => {
    const derivations = [
      defineDerivation({
        name: 'deployment.services' as never,
        needs: ['rds.instances'],
        derive: (() => collected([db('web')], [unavailable('denied: ecs:ListServices', 'ecs:ListServices')])) as never,
      }),
    ];
    const { results, decided } = evaluate({ rules: [services], derivations });
    expect(results.map(({ status, message }) => [status, message])).toEqual([
      ['unknown', 'deployment.services could not be read: denied: ecs:ListServices'],
      ['pass', 'web is linked'],
    ]);
    expect(decided).toBe(false);
  });

  it('that throw are contained and named', () => {
    const derivations = [
      derivation(() => {
        throw new Error('no graph');
      }),
    ];
    const { results, defects } = evaluate({ rules: [services], derivations });
    expect(results[0]?.message).toContain('defect in djaudit: derived fact deployment.services could not be computed');
    expect(defects).toHaveLength(1);
  });
});

describe('order and fingerprints', () => {
  const security = (name: string, id: string) => db(name, { id: `arn:aws:ec2:eu-central-1:1:security-group/${id}` });
  const open = rule('open', ['ec2.securityGroups'], ({ ref }) => fail(`${ref.name} is open`));
  const prints = (...things: readonly ReturnType<typeof db>[]) =>
    evaluate({ rules: [open], records: [have('ec2.securityGroups', FRANKFURT, things)] }).results.map(
      ({ fingerprint }) => fingerprint,
    );

  it('are the same whatever order the facts come in', () => {
    const things = [db('c'), db('a', { good: false }), db('b')];
    const of = (list: typeof things) =>
      JSON.stringify(evaluate({ rules: [encrypted], records: [have('rds.instances', FRANKFURT, list)] }).results);
    expect(of(things)).toBe(of(things.toReversed()));
  });

  it('are 32 hexadecimal digits, and differ by subject', () => {
    const all = prints(security('web', 'sg-0123456789abcdef0'), security('db', 'sg-0fedcba9876543210'));
    for (const print of all) expect(print).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(all).size).toBe(2);
  });

  it('survive a resource that is created again under its name', () => {
    expect(prints(security('web', 'sg-0123456789abcdef0'))).toEqual(prints(security('web', 'sg-0aaaaaaaaaaaaaaaa')));
  });

  it('tell apart two resources of one name', () => {
    const all = prints(security('web', 'sg-0123456789abcdef0'), security('web', 'sg-0aaaaaaaaaaaaaaaa'));
    expect(new Set(all).size).toBe(2);
  });
});
