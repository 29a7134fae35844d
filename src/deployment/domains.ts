import type { AwsItem, Distribution, LoadBalancer } from '../model/aws/index.ts';
import {
  collected,
  type DomainName,
  type Edge,
  type EvaluatedSettings,
  type Evidence,
  type Fact,
  type Linked,
  pool,
  type SubjectRef,
} from '../model/index.ts';
import { hostOf, type NamedText, textsOfSettings } from './endpoints.ts';
import { live } from './evidence.ts';
import { gap } from './facts.ts';
import type { Inputs } from './inputs.ts';
import { lookup } from './lookup.ts';
import { aliasTarget, targetsOf } from './records.ts';

type RecordSet = AwsItem<'route53.recordSets'>;

/** The names that the settings say the service answers to, each with what leads to them. */
export function domainNames(inputs: Inputs, service: SubjectRef, settings: EvaluatedSettings): readonly DomainName[] {
  const named = new Map<string, Evidence[]>();
  for (const { text, evidence } of textsOfSettings(settings, (name) => SETTINGS.has(name))) {
    const name = nameIn(text);
    if (name !== undefined) named.set(name, [...(named.get(name) ?? []), evidence]);
  }
  return [...named]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, found]) => domain(inputs, service, name, found));
}

const SETTINGS = new Set(['ALLOWED_HOSTS', 'CSRF_TRUSTED_ORIGINS']);
const OF_AWS = /\.(amazonaws\.com(\.cn)?|elasticbeanstalk\.com|cloudfront\.net|internal|local|localhost)$/;

/** `https://*.example.com` and `.example.com` are `.example.com`; `*`, addresses, machine names and names of AWS are none. */
function nameIn(text: NamedText['text']): string | undefined {
  const host = text
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[:/].*$/, '')
    .replace(/^\*\./, '.');
  if (hostOf(host.replace(/^\./, '')) === undefined || /^[\d.]+$/.test(host) || OF_AWS.test(host)) return undefined;
  return host;
}

function domain(inputs: Inputs, service: SubjectRef, name: string, named: readonly Evidence[]): DomainName {
  const records = recordLinks(inputs, service, name, named);
  const found = records.status === 'collected' ? records.value : [];
  return {
    name,
    named,
    records,
    distributions: distributions(inputs, service, name, named, found),
    loadBalancers: loadBalancers(inputs, found),
  };
}

/** `shop.example.com` is covered by its own record, else by `*.example.com`; `.example.com` by both of that domain. */
function recordLinks(
  inputs: Inputs,
  service: SubjectRef,
  name: string,
  named: readonly Evidence[],
): Fact<readonly Linked<RecordSet>[]> {
  const records = pool(inputs['route53.recordSets']);
  const of = (wanted: string) =>
    lookup(inputs['route53.recordSets'], byName)
      .all([wanted])
      .filter(({ Type }) => ADDRESS.has(Type));
  const exact = of(name.replace(/^\./, ''));
  const wild = name.startsWith('.') ? of(`*${name}`) : exact.length > 0 ? [] : of(`*${name.slice(name.indexOf('.'))}`);
  const found = [...exact, ...wild];
  if (found.length === 0 && records.missing.length > 0) return gap(records);
  return collected(
    found.map((record) =>
      knownAs(service, record, `${name} is the name of record ${aliasTarget(record.Name)} ${record.Type}`, [
        ...named,
        live('record', aliasTarget(record.Name), 'route53:ListResourceRecordSets'),
      ]),
    ),
  );
}

const ADDRESS = new Set<string>(['A', 'AAAA', 'CNAME']);

function byName({ Name }: RecordSet): string {
  return aliasTarget(Name);
}

function knownAs<T extends { readonly ref: SubjectRef }>(
  service: SubjectRef,
  to: T,
  reason: string,
  evidence: readonly Evidence[],
): Linked<T> {
  return { to, edge: { from: service, to: to.ref, kind: 'known as', reason, confidence: 'high', evidence } };
}

const DISTRIBUTIONS = 'cloudfront:ListDistributions';

function distributions(
  inputs: Inputs,
  service: SubjectRef,
  name: string,
  named: readonly Evidence[],
  records: readonly Linked<RecordSet>[],
): Fact<readonly Linked<Distribution>[]> {
  const all = pool(inputs['cloudfront.distributions']);
  if (all.items.length === 0 && all.missing.length > 0) return gap(all);
  const hosts = [name, name.replace(/^\./, '*.'), ...records.flatMap(({ to }) => targetsOf(to))];
  return collected(
    lookup(inputs['cloudfront.distributions'], byHost)
      .all(hosts)
      .flatMap((distribution): readonly Linked<Distribution>[] => {
        const through = resolved(
          records,
          distribution,
          distribution.DomainName,
          `distribution ${distribution.Id}`,
          DISTRIBUTIONS,
        );
        if (through !== undefined) return [through];
        const aliases = (distribution.Aliases?.Items ?? []).map((alias) => alias.toLowerCase());
        if (!aliases.includes(name.replace(/^\./, '*.')) && !aliases.includes(name)) return [];
        const reason = `${name} is an alias of distribution ${distribution.Id}`;
        return [knownAs(service, distribution, reason, [...named, live('Aliases', name, DISTRIBUTIONS)])];
      }),
  );
}

function byHost({ DomainName, Aliases }: Distribution): readonly string[] {
  return [DomainName ?? [], Aliases?.Items ?? []].flat().map((host) => host.toLowerCase());
}

function loadBalancers(inputs: Inputs, records: readonly Linked<RecordSet>[]): Fact<readonly Linked<LoadBalancer>[]> {
  const all = pool(inputs['elasticloadbalancing.loadBalancers']);
  if (all.items.length === 0 && all.missing.length > 0) return gap(all);
  const targets = records.flatMap(({ to }) => targetsOf(to));
  return collected(
    lookup(inputs['elasticloadbalancing.loadBalancers'], byDnsName)
      .all(targets)
      .flatMap(
        (one) =>
          resolved(
            records,
            one,
            one.DNSName,
            `load balancer ${one.LoadBalancerName}`,
            'elasticloadbalancing:DescribeLoadBalancers',
          ) ?? [],
      ),
  );
}

function byDnsName({ DNSName }: LoadBalancer): string | undefined {
  return DNSName?.toLowerCase();
}

/** The first record whose target is the host. */
function resolved<T extends { readonly ref: SubjectRef }>(
  records: readonly Linked<RecordSet>[],
  to: T,
  host: string | undefined,
  what: string,
  call: string,
): Linked<T> | undefined {
  const record = records.find((one) => host !== undefined && targetsOf(one.to).includes(host.toLowerCase()))?.to;
  if (record === undefined || host === undefined) return undefined;
  const edge: Edge = {
    from: record.ref,
    to: to.ref,
    kind: 'resolves to',
    reason: `record ${aliasTarget(record.Name)} ${record.Type} names ${what}`,
    confidence: 'high',
    evidence: [live('target', host, 'route53:ListResourceRecordSets'), live(what, to.ref.id, call)],
  };
  return { to, edge };
}
