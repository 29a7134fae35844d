import type { DeploymentGraph, FactMap, FactRecord, ReportDeployment } from '../model/index.ts';
import { optional, plainEvidence, plainSubject } from './plain.ts';

/** The join's graph among the records of a run. */
export function graphIn(records: readonly FactRecord[]): DeploymentGraph | undefined {
  return valueOf(records, 'deployment.graph');
}

/** What a report says of the join: the services, and every edge with its reason. */
export function reportDeployment(records: readonly FactRecord[]): ReportDeployment | undefined {
  const graph = graphIn(records);
  const services = valueOf(records, 'deployment.services');
  if (graph === undefined || services === undefined) return undefined;
  return {
    services: services.map(({ ref, platform, environment, settings }) => ({
      subject: plainSubject(ref),
      platform,
      ...optional('environment', environment),
      ...optional('settingsModule', settings.status === 'collected' ? settings.value.module : undefined),
      ...optional('parts', graph.parts.get(ref.id)),
    })),
    edges: graph.edges.map(({ from, to, kind, reason, confidence, evidence }) => ({
      from: plainSubject(from),
      to: plainSubject(to),
      kind,
      reason,
      confidence,
      evidence: evidence.map(plainEvidence),
    })),
  };
}

function valueOf<N extends 'deployment.graph' | 'deployment.services'>(
  records: readonly FactRecord[],
  name: N,
): FactMap[N] | undefined {
  const fact = records.find((record) => record.name === name)?.fact;
  return fact?.status === 'collected' ? (fact.value as FactMap[N]) : undefined; // its own name
}
