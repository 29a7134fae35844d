import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded } from '../../../reporters/html/picture/fold.ts';
import { picture } from '../../../reporters/html/picture/index.ts';
import { ownersOf } from '../../../reporters/html/picture/owners.ts';
import { type Box, type Layout, layoutOf } from '../../../reporters/html/picture/place.ts';
import { type Drawing, scenesOf } from '../../../reporters/html/picture/scene.ts';
import { findings } from '../../../reporters/html/picture/tally.ts';
import type { ReportDeployment, ReportEdge, ReportSubject, Result } from '../../../src/model/index.ts';
import { OPTIONS, reportOf } from '../../build/report.ts';
import { findingOn, reportEdge, reportService, SUBJECT, shop, together } from '../../build/report-deployment.ts';

function scenes(deployment: ReportDeployment, results: readonly Result[] = []) {
  return scenesOf(deployment, ownersOf(results, deployment));
}

function section(deployment: ReportDeployment | undefined, results: readonly Result[] = []) {
  return picture(reportOf(results, deployment === undefined ? {} : { deployment }), OPTIONS);
}

/** The columns by rank, each as the sorted words of its cards. */
function columns({ things }: Drawing): Readonly<Record<number, readonly string[]>> {
  const ranks = [...new Set(things.map(({ rank }) => rank))];
  return Object.fromEntries(
    ranks.map((rank) => [
      rank,
      things
        .filter((thing) => thing.rank === rank)
        .map(({ word, name }) => `${word} ${name}`.trim())
        .toSorted(),
    ]),
  );
}

const NAMES = ['a', 'b', 'c', 'web', 'a-name-that-is-much-longer-than-a-card', '漢字の名前', '<b>&"', ''];
const name = fc.constantFrom(...NAMES);
const front: fc.Arbitrary<ReportSubject> = name.chain((text) =>
  fc.constantFrom(SUBJECT.balancer(text), SUBJECT.distribution(text), SUBJECT.record(text)),
);
const service = name.map((text) => SUBJECT.service(text));
const confidence = fc.constantFrom('high', 'medium', 'low');
const edge: fc.Arbitrary<ReportEdge> = fc
  .oneof(
    fc.tuple(front, fc.constant('sends requests to'), fc.oneof(front, service), confidence),
    fc.tuple(front, fc.constant('sends requests to'), name.map(SUBJECT.bucket), confidence),
    fc.tuple(front, fc.constant('resolves to'), front, confidence),
    fc.tuple(service, fc.constant('known as'), front, confidence),
    fc.tuple(service, fc.constant('database'), name.map(SUBJECT.database), confidence),
    fc.tuple(service, fc.constant('bucket'), name.map(SUBJECT.bucket), confidence),
    fc.tuple(service, fc.constant('secret'), name.map(SUBJECT.secret), confidence),
    fc.tuple(service, fc.constant('image'), name.map(SUBJECT.image), confidence),
    fc.tuple(service, fc.constant('runs'), fc.constant(SUBJECT.repository), confidence),
    fc.tuple(front, fc.constant('certificate'), name.map(SUBJECT.certificate), confidence),
  )
  .map(([from, kind, to, sure]) => reportEdge(from, kind as ReportEdge['kind'], to, sure as ReportEdge['confidence']));
const deployments: fc.Arbitrary<ReportDeployment> = fc.record({
  services: fc.uniqueArray(
    fc
      .tuple(name, fc.constantFrom('production', 'staging', undefined))
      .map(([text, place]) => reportService(text, place)),
    { selector: ({ subject }) => subject.id, maxLength: 8 },
  ),
  edges: fc.array(edge, { maxLength: 120 }),
});
const results = fc.array(
  fc
    .tuple(fc.oneof(front, service, name.map(SUBJECT.database)), fc.constantFrom('critical', 'low'))
    .map(([about, severity]) => findingOn(about, severity as 'critical' | 'low')),
  { maxLength: 20 },
);

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function check({ boxes, lines, labels, width, height }: Layout): void {
  boxes.forEach((box, index) => {
    for (const other of boxes.slice(index + 1))
      expect(overlap(box, other), `${box.thing.id} ${other.thing.id}`).toBe(false);
    expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height).toBe(true);
  });
  const boxOf = new Map(boxes.map((box) => [box.thing.id, box]));
  for (const { link, leftward, points } of lines) {
    const [left, right] = [boxOf.get(leftward ? link.to : link.from), boxOf.get(leftward ? link.from : link.to)];
    const [first, last] = [points[0], points.at(-1)];
    if (left === undefined || right === undefined || first === undefined || last === undefined)
      throw new Error('no end');
    expect(first.x).toBe(left.x + left.width);
    expect(last.x).toBe(right.x);
    expect(first.y > left.y && first.y < left.y + left.height).toBe(true);
    expect(last.y > right.y && last.y < right.y + right.height).toBe(true);
    points.slice(1).forEach((to, index) => {
      const from = points[index];
      expect(from !== undefined && from.x <= to.x, 'a line goes on to the right').toBe(true);
    });
    for (const { x, y } of points.slice(1, -1)) {
      expect(boxes.filter((box) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height)).toEqual(
        [],
      );
    }
  }
  for (const { x, y } of labels) expect(x >= 0 && x <= width && y >= 0 && y <= height).toBe(true);
}

describe('the layout of the deployment picture', () => {
  it('overlaps no cards and ends each line at its two', () => {
    fc.assert(
      fc.property(deployments, results, (deployment, found) => {
        for (const scene of scenes(deployment, found)) check(layoutOf(folded(scene, 40)));
      }),
      { numRuns: 60 },
    );
  });

  it('leaves out no thing and no finding when it draws many as one', () => {
    fc.assert(
      fc.property(deployments, results, (deployment, found) => {
        for (const scene of scenes(deployment, found)) {
          const { things } = folded(scene, 40);
          expect(things.flatMap((thing) => thing.members ?? [thing.name]).toSorted()).toEqual(
            scene.things.map((thing) => thing.name).toSorted(),
          );
          const sum = (drawing: Drawing) =>
            drawing.things.reduce(
              (total, { tally, extras }) =>
                total + findings(tally) + extras.reduce((more, extra) => more + findings(extra.tally), 0),
              0,
            );
          expect(sum({ things, links: [] })).toBe(sum(scene));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the scenes of a deployment', () => {
  it('put what asks before the service and what is asked behind it', () => {
    const [scene] = scenes(shop('web', 'production'));
    expect(scene === undefined ? undefined : columns(scene)).toEqual({
      '-3': ['clients'],
      '-2': ['DNS record web.example'],
      '-1': ['code the repository', 'image repository shop', 'load balancer web'],
      '0': ['ECS service web'],
      '1': ['bucket web', 'cache web', 'database web', 'log group web', 'secret web'],
    });
  });

  it('are one for each environment, production first, what has none last', () => {
    const all = scenes(
      together(shop('x'), shop('b', 'qa'), shop('s', 'staging'), shop('p', 'production'), shop('a', 'demo')),
    );
    expect(all.map(({ environment }) => environment)).toEqual(['production', 'staging', 'demo', 'qa', undefined]);
    expect(all[0]?.things.map(({ name: text }) => text)).not.toContain('s');
  });

  it('draw a distribution that serves only a bucket of the service', () => {
    const web = SUBJECT.service('web');
    const [scene] = scenes({
      services: [reportService('web', 'production')],
      edges: [
        reportEdge(web, 'bucket', SUBJECT.bucket('media')),
        reportEdge(SUBJECT.distribution('E1'), 'sends requests to', SUBJECT.bucket('media')),
      ],
    });
    expect(scene?.links.map(({ from, kind, to }) => [from, kind, to])).toContainEqual([
      SUBJECT.distribution('E1').id,
      'sends requests to',
      SUBJECT.bucket('media').id,
    ]);
    expect(scene === undefined ? undefined : columns(scene)[-2]).toEqual(['clients']);
  });

  it('draw a name whose way to the service is not known beside it, and what it leads to', () => {
    const web = SUBJECT.service('web');
    const record = SUBJECT.record('shop.example');
    const [scene] = scenes({
      services: [reportService('web')],
      edges: [reportEdge(web, 'known as', record), reportEdge(record, 'resolves to', SUBJECT.balancer('other'))],
    });
    expect(scene?.links.map(({ kind }) => kind).toSorted()).toEqual(['known as', 'requests', 'resolves to']);
  });

  it('end where distributions lead in a ring', () => {
    const ring = [
      reportEdge(SUBJECT.distribution('E1'), 'sends requests to', SUBJECT.distribution('E2')),
      reportEdge(SUBJECT.distribution('E2'), 'sends requests to', SUBJECT.distribution('E1')),
      reportEdge(SUBJECT.distribution('E2'), 'sends requests to', SUBJECT.service('web')),
    ];
    for (const scene of scenes({ services: [reportService('web')], edges: ring })) check(layoutOf(folded(scene, 40)));
  });
});

describe('the findings of a deployment', () => {
  it('sit on the thing, its parts, and what it consists of', () => {
    const deployment = {
      ...shop('web', 'production'),
      services: [reportService('web', 'production', ['arn:aws:iam::1:role/web', 'i-1', 'sg-1'])],
    };
    const web = SUBJECT.service('web');
    const part = (id: string): ReportSubject => ({ kind: 'resource', id });
    const found = [
      findingOn(web, 'low'),
      findingOn(part(`${web.id}#connections`)),
      findingOn(part('arn:aws:iam::1:role/web')),
      findingOn(part('arn:aws:ec2:eu-west-1:1:instance/i-1#metadata'), 'medium'),
      findingOn(part('arn:aws:ec2:eu-west-1:1:instance/i-2'), 'critical'),
      findingOn({ kind: 'setting', id: 'DEBUG' }, 'critical'),
      findingOn({ kind: 'file', id: 'Dockerfile#debian 12' }, 'info'),
      findingOn({ kind: 'environment', id: 'environment/production' }, 'medium'),
    ];
    const owned = ownersOf(found, deployment);
    const on = (id: string) => owned.of.get(id)?.map(({ severity }) => severity);
    expect(on(web.id)).toEqual(['low', 'high', 'high', 'medium']);
    expect(on('repository')).toEqual(['critical']);
    expect(on('Dockerfile')).toEqual(['info']);
    expect(on('environment/production')).toEqual(['medium']);
    expect(owned.elsewhere.map(({ subject }) => subject.id)).toEqual(['arn:aws:ec2:eu-west-1:1:instance/i-2']);
  });

  it('are said by number and word, and never as good where nothing was judged', () => {
    const web = SUBJECT.service('web');
    const found = [
      findingOn(web, 'critical'),
      findingOn(web, 'low'),
      findingOn(SUBJECT.database('web'), 'high', { status: 'unknown' }),
      findingOn(SUBJECT.cache('web'), 'high', { status: 'pass' }),
    ];
    const { markup = '' } = section(shop('web', 'production'), found)?.body ?? {};
    const badges = [...markup.matchAll(/<g class="badge (\w+)"><rect [^>]*><text [^>]*>([^<]*)</g)].map(
      ([, ...said]) => said,
    );
    expect(badges).toEqual([
      ['critical', '1 critical'],
      ['unknown', '1 unknown'],
      ['pass', '1 passed'],
    ]);
    expect(markup).toContain('<text class="rest"');
    expect(markup).toContain('>of 2</text>');
  });
});

describe('the deployment section', () => {
  it('is not there where the two sides were not joined', () => {
    expect(section(undefined)).toBeUndefined();
  });

  it('says so where nothing runs the repository', () => {
    expect(section({ services: [], edges: [] })?.body.markup).toContain('Nothing was found in the account');
  });

  it('is an image with a title and a description, and says the same in a table', () => {
    const { body, parts = [] } = section(together(shop('web', 'production'), shop('qa', 'staging'))) ?? {};
    const text = body?.markup ?? '';
    expect(parts.map(({ id, title }) => [id, title])).toEqual([
      ['deployment-1-production', 'production'],
      ['deployment-2-staging', 'staging'],
    ]);
    for (const { id } of parts) {
      expect(text).toContain(`<h3 id="${id}">`);
      expect(text).toMatch(new RegExp(`role="img" aria-labelledby="${id}-title ${id}-about"`));
      expect(text).toContain(`<title id="${id}-title">`);
      expect(text).toContain(`<desc id="${id}-about">`);
    }
    const [, table = ''] = /<details class="connections">(.*?)<\/details>/s.exec(text) ?? [];
    for (const { to, reason } of shop('web', 'production').edges) {
      expect(table).toContain(reason);
      expect(table).toContain(to.name?.replace(/\.$/, '') ?? to.id);
    }
    expect(text).toContain('Dotted: linked with low confidence.');
    expect(text).toContain('class="line low"');
  });

  it('refers to nothing outside and repeats no id', () => {
    const text =
      section(together(shop('web', 'a b'), shop('api', 'a-b'), shop('漢', '漢字'), shop('x')))?.body.markup ?? '';
    const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(text).not.toMatch(/<script|style=|https?:/);
    for (const [, used] of text.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(used);
  });

  it('leads from a thing to its worst findings', () => {
    const found = findingOn(SUBJECT.database('web'), 'critical', { rule: 'rds-public', fingerprint: 'a'.repeat(32) });
    const text = section(shop('web', 'production'), [found])?.body.markup;
    expect(text).toContain('1 critical <small><a href="#f-aaaaaaaaaaaa">rds-public</a></small>');
  });

  it('takes names as text', () => {
    const name = '\u001b[31m<script>alert(1)</script>"\u202e';
    const { body, parts = [] } = section(shop(name, name), [findingOn(SUBJECT.database(name))]) ?? {};
    const text = body?.markup ?? '';
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;');
    expect(text).not.toMatch(/<script|\u001b|\u202e/);
    expect(parts[0]?.id).toMatch(/^[a-z0-9-]+$/);
  });

  it('stays small and readable however much there is, and says how much that was', () => {
    const web = Array.from({ length: 60 }, (_, index) => reportService(`service-${index}`, `env-${index % 6}`));
    const edges = web.flatMap(({ subject }, index) => [
      reportEdge(SUBJECT.balancer(`balancer-${index}`), 'sends requests to', subject),
      ...Array.from({ length: 10 }, (_, n) => reportEdge(subject, 'secret', SUBJECT.secret(`secret-${index}-${n}`))),
      ...Array.from({ length: 10 }, (_, n) =>
        reportEdge(subject, 'database', SUBJECT.database(`db-${(index * 7 + n) % 90}`)),
      ),
      ...Array.from({ length: 10 }, (_, n) => reportEdge(subject, 'alarm', SUBJECT.alarm(`alarm-${index}-${n}`))),
    ]);
    const found = edges.flatMap(({ from, to }) => [findingOn(from, 'critical'), findingOn(to), findingOn(to, 'low')]);
    const text = section({ services: web, edges }, found)?.body.markup ?? '';
    expect(text.length).toBeLessThan(60_000);
    expect(text).toContain('2 more environments without a picture: env-4, env-5.');
    expect(text).toMatch(/\d+ things on \d+ cards\./);
  });
});
