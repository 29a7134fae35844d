import type { Bucket } from '../model/aws/index.ts';
import {
  collected,
  type EvaluatedSettings,
  type Fact,
  type Linked,
  pool,
  type ServiceVariable,
  type SubjectRef,
} from '../model/index.ts';
import { type NamedText, textsOfSettings } from './endpoints.ts';
import { live, variableEvidence } from './evidence.ts';
import { gap } from './facts.ts';
import type { Inputs } from './inputs.ts';
import { lookup } from './lookup.ts';

/** Joins the buckets that a setting or a variable names as a bucket. */
export function bucketLinks(
  inputs: Inputs,
  service: SubjectRef,
  variables: readonly ServiceVariable[],
  settings: EvaluatedSettings | undefined,
): Fact<readonly Linked<Bucket>[]> {
  const buckets = pool(inputs['s3.buckets']);
  const names = [
    ...(settings === undefined ? [] : bucketNames(settings)),
    ...variables.flatMap((one) =>
      one.value === undefined || !BUCKET.test(one.name)
        ? []
        : [{ text: one.value, where: one.name, evidence: variableEvidence(one) }],
    ),
  ];
  const found = lookup(inputs['s3.buckets'], byName).all(names.map(({ text }) => text));
  const links = found.flatMap((bucket) => {
    const named = names.find(({ text }) => text === bucket.Name);
    if (named === undefined) return [];
    const reason = `${named.where} names bucket ${bucket.Name}`;
    const evidence = [named.evidence, live('bucket', bucket.Name, 's3:ListBuckets')];
    return [
      { to: bucket, edge: { from: service, to: bucket.ref, kind: 'bucket', reason, confidence: 'high', evidence } },
    ] as const;
  });
  return links.length === 0 && buckets.missing.length > 0 ? gap(buckets) : collected(links);
}

function byName({ Name }: Bucket): string {
  return Name;
}

const BUCKET = /bucket/i;

/** What the settings call a bucket: AWS_STORAGE_BUCKET_NAME, STORAGES['default']['OPTIONS']['bucket_name']. */
export function bucketNames(settings: EvaluatedSettings): readonly NamedText[] {
  return textsOfSettings(settings, () => true).filter(({ text, where }) => text !== '' && BUCKET.test(where));
}
