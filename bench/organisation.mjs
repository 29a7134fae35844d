/** A snapshot of many accounts and regions, made of one that `djaudit collect` wrote of the generated account. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DJAUDIT, metered, serveAccount } from './shared.mjs';

/** The account, the region and the numbers of the parts in the generated account. */
const [ACCOUNT, REGION] = ['111122223333', 'eu-west-1'];
const UNIT = /\bapp-(\d{4})\b/;
const REGIONS = [
  REGION, 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'eu-central-1', 'eu-west-2', 'eu-west-3', 'eu-north-1',
  'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'sa-east-1', 'ca-central-1',
]; // prettier-ignore
const ACCOUNTS = 20;

/** What AWS offers to everybody, the same in each account: no resource of anyone. */
const OFFERED =
  /^(eks\.clusterVersions|elasticbeanstalk\.platformBranches|elasticbeanstalk\.platforms|elasticloadbalancing\.sslPolicies|rds\.(certificates|majorEngineVersions)|ec2\.instanceTypes|cloudwatch\..*Metrics)$/;

/** One account and region of so many units, as the command recorded it; the first service runs the settings of the sample shop. */
export async function recordedAccount(folder, units) {
  const { child, env } = await serveAccount([`generated:${units * 10}`]);
  try {
    const file = join(folder, 'one.json');
    await metered(folder, [DJAUDIT, 'collect', '--no-progress', '--output', file], { env });
    const recorded = JSON.parse(await readFile(file, 'utf8'));
    const definitions = recorded.records.find(({ name }) => name === 'ecs.taskDefinitions').fact.value;
    const [{ environment }] = definitions.find(({ family }) => family === 'app-0000').containerDefinitions;
    environment.find(({ name }) => name === 'DJANGO_SETTINGS_MODULE').value = 'kettle.settings.production';
    return recorded;
  } finally {
    child.kill();
  }
}

/**
 * Spreads about so many resources over the accounts and regions, most of them in few: the second account has half of the
 * first's, the third a third, and regions likewise.
 * @param share of 20 accounts and 17 regions
 * @returns the snapshot, and how many resources are in it
 */
export function organisation(recorded, resources, share) {
  const parts = sorted(recorded);
  const ids = Array.from({ length: Math.max(1, Math.round(ACCOUNTS * share)) }, (_, at) => String(111122223333 + at));
  const regions = REGIONS.slice(0, Math.max(1, Math.round((ACCOUNTS * REGIONS.length * share) / ids.length)));
  const weights = ids.flatMap((account, a) => regions.map((region, r) => ({ account, region, weight: 1 / ((a + 1) * (r + 1)) })));
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  const shared = resourcesIn(cut(parts.regional, 0)).size;
  const perUnit = resourcesIn(cut(parts.all, 100)).size / 100 - resourcesIn(cut(parts.all, 0)).size / 100;
  const units = Math.max(0, resources - shared * weights.length) / perUnit;
  const records = [];
  const open = new Map();
  let carried = 0;
  for (const { account, region, weight } of weights) {
    const exact = (weight / sum) * units + carried;
    const count = Math.round(exact);
    carried = exact - count;
    records.push(...moved(cut(parts.regional, count), account, region));
    open.set(account, [...(open.get(account) ?? []), ...moved(buckets(parts.global, count, region), account, region)]);
  }
  for (const [account, own] of open) records.push(...joined([...moved(cut(parts.plain, 0), account, 'global'), ...own]));
  const accounts = ids.map((id) => ({ id, regions, role: `arn:aws:sts::${id}:assumed-role/audit/djaudit` }));
  return { snapshot: { ...recorded, accounts, records: records.toSorted(byPlace) }, resources: resourcesIn(records).size };
}

/** The unit of what bears no name of one: a node is its instance's, a parameter group the first's that uses it. */
function unitsById({ records }) {
  const valueOf = (fact) => records.find(({ name }) => name === fact)?.fact.value ?? [];
  const pairs = [
    ...valueOf('ec2.instances').map((instance) => [instance.InstanceId, numberIn(JSON.stringify(instance))]),
    ...valueOf('rds.instances').flatMap((database) => database.DBParameterGroups.map((group) => [group.DBParameterGroupName, numberIn(database.DBInstanceIdentifier)])),
  ];
  return new Map(pairs.toReversed());
}

/** Regional facts, the global ones of buckets (which are somewhere), and the rest of the account's own. */
function sorted({ records }) {
  const units = unitsById({ records });
  for (const item of records.flatMap(({ fact: { value } }) => value)) {
    const unit = units.get(item?.InstanceId ?? item?.name);
    if (unit !== undefined) unitsOf.set(item, unit);
  }
  const global = records.filter(({ scope }) => scope.region === 'global');
  const regional = records.filter(({ scope }) => scope.region === REGION);
  const ofBuckets = global.filter(({ name }) => /^s3\.(?!accountPublic)/.test(name));
  return { all: records, regional, global: ofBuckets, plain: global.filter((record) => !ofBuckets.includes(record)) };
}

/** Only what belongs to the first so many units, or to none. */
function cut(records, units) {
  return records.map((record) => ({ ...record, fact: { ...record.fact, value: kept(record.fact.value, units) } }));
}

const unitsOf = new WeakMap();

function kept(value, units) {
  if (Array.isArray(value)) return value.filter((item) => unitOf(item) < units).map((item) => kept(item, units));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, Array.isArray(item) ? kept(item, units) : item]));
}

function unitOf(item) {
  if (typeof item === 'string') return numberIn(item);
  if (typeof item !== 'object' || item === null) return -1;
  const known = unitsOf.get(item);
  if (known !== undefined) return known;
  const name = item.ref === undefined ? JSON.stringify(item) : `${item.ref.id} ${item.ref.name} ${JSON.stringify({ ...item, InUseBy: [] })}`;
  const unit = numberIn(name);
  unitsOf.set(item, unit);
  return unit;
}

function numberIn(text) {
  const [, number] = UNIT.exec(text) ?? [];
  return number === undefined ? -1 : Number(number);
}

function buckets(records, units, region) {
  return cut(records, units).map((record) => JSON.parse(JSON.stringify(record).replaceAll(/\bapp-(?=\d{4})/g, `${region}-app-`)));
}

/** In another account and region. */
function moved(records, account, region) {
  return records.map(({ name, scope, fact }) => ({
    name,
    scope: { account, region: scope.region === 'global' ? 'global' : region },
    fact: JSON.parse(JSON.stringify(fact).replaceAll(ACCOUNT, account).replaceAll(REGION, region === 'global' ? REGION : region)),
  }));
}

function joined(records) {
  const facts = new Map();
  for (const { name, scope, fact } of records) {
    const known = facts.get(name);
    facts.set(name, known === undefined ? { name, scope, fact } : { name, scope, fact: { ...fact, value: [...known.fact.value, ...fact.value] } });
  }
  return [...facts.values()];
}

function resourcesIn(records) {
  const ids = records.filter(({ name }) => !OFFERED.test(name)).flatMap(({ fact: { value } }) => (Array.isArray(value) ? value : []));
  return new Set(ids.flatMap(({ ref }) => (ref === undefined ? [] : [ref.id.replace(/#.*$/s, '')])));
}

function byPlace(a, b) {
  const [left, right] = [a, b].map(({ name, scope }) => [name, scope.account, scope.region].join('\0'));
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
