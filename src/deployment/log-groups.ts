import type { AwsItem } from '../model/aws/index.ts';
import { collected, type Evidence, type Fact, type Linked, pool, type SubjectRef } from '../model/index.ts';
import { live } from './evidence.ts';
import { gap } from './facts.ts';
import type { Inputs } from './inputs.ts';
import { lookup, within } from './lookup.ts';

/** A log group that a service writes to, as its own configuration names it; one that ends with `/` stands for all below it. */
export interface NamedLogGroup {
  readonly name: string;
  readonly reason: string;
  readonly evidence: Evidence;
}

/** Joins the log groups that the service's configuration names. */
export function logGroupLinks(
  inputs: Inputs,
  service: SubjectRef,
  named: readonly NamedLogGroup[],
): Fact<readonly Linked<AwsItem<'logs.groups'>>[]> {
  const groups = pool(inputs['logs.groups']);
  const own = lookup(inputs['logs.groups'], byFolders).all(named.map(({ name }) => within(service, name)));
  const links = own.flatMap((group) => {
    const found = named.find(({ name }) =>
      name.endsWith('/') ? group.logGroupName.startsWith(name) : group.logGroupName === name,
    );
    if (found === undefined) return [];
    const evidence = [found.evidence, live('logGroupName', group.logGroupName, 'logs:DescribeLogGroups')];
    const edge = {
      from: service,
      to: group.ref,
      kind: 'log group',
      reason: found.reason,
      confidence: 'high',
      evidence,
    } as const;
    return [{ to: group, edge }];
  });
  return links.length < named.length && groups.missing.length > 0 ? gap(groups) : collected(links);
}

/** The group's name, and every beginning of it that ends with `/`. */
function byFolders({ ref, logGroupName }: AwsItem<'logs.groups'>): readonly string[] {
  const folders = [...logGroupName.matchAll(/\//g)].map(({ index }) => logGroupName.slice(0, index + 1));
  return [logGroupName, ...folders].map((name) => within(ref, name));
}
