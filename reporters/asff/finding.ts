import type { Confidence, ReportRule, Result, ResultStatus, Severity } from '../../src/model/index.ts';
import type { Home } from '../home.ts';
import { plain } from '../neutralise.ts';
import { requirements } from '../requirements.ts';
import { filled } from './filled.ts';
import { productFields, remediation } from './product-fields.ts';
import { resourceOf } from './resource.ts';

export interface Circumstances {
  readonly rule: ReportRule | undefined;
  readonly home: Home;
  readonly version: string;
  /** When the scan began, and when the finding was first reported: ISO 8601, UTC. */
  readonly seenAt: string;
  readonly since: string;
}

const LABELS: Readonly<Record<Severity, string>> = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  info: 'INFORMATIONAL',
};

/** What could not be told is not available: never passed. */
const COMPLIANCE: Readonly<Record<Exclude<ResultStatus, 'not-applicable'>, string>> = {
  pass: 'PASSED',
  fail: 'FAILED',
  suppressed: 'FAILED',
  unknown: 'NOT_AVAILABLE',
};

const CONFIDENCES: Readonly<Record<Confidence, number>> = { high: 90, medium: 60, low: 30 };

/** One AwsSecurityFinding; the lengths are those that Security Hub documents. */
export function findingOf(result: Result, { rule, home, version, seenAt, since }: Circumstances): object {
  const { status, severity, message, confidence, fingerprint } = result;
  const label = status === 'pass' ? LABELS.info : LABELS[severity];
  const types = [rule?.layer === 'repo' ? NAMESPACE : `${NAMESPACE}/AWS Security Best Practices`];
  return {
    SchemaVersion: '2018-10-08',
    Id: `djaudit/${plain(result.rule, 255)}/${fingerprint}`,
    ProductArn: `arn:${home.partition}:securityhub:${home.region}:${home.account}:product/${home.account}/default`,
    ProductName: 'djaudit',
    CompanyName: 'djaudit',
    GeneratorId: filled(`djaudit/${result.rule}`, 512),
    AwsAccountId: home.account,
    Types: types,
    FirstObservedAt: since,
    LastObservedAt: seenAt,
    CreatedAt: since,
    UpdatedAt: seenAt,
    Severity: { Label: label, Original: severity },
    Confidence: CONFIDENCES[confidence],
    Title: filled(rule?.title ?? result.rule, 256),
    Description: filled(message, 1024),
    Remediation: remediation(result, rule),
    ProductFields: productFields(result, version),
    Resources: [resourceOf(result, home)],
    Compliance: complianceOf(result),
    FindingProviderFields: {
      Confidence: CONFIDENCES[confidence],
      Severity: { Label: label, Original: severity },
      Types: types,
    },
    ...recordOf(result, seenAt),
  };
}

const NAMESPACE = 'Software and Configuration Checks';

function complianceOf(result: Result): object {
  const { status, message } = result;
  const related = requirements(result.controls);
  return {
    Status: COMPLIANCE[status === 'not-applicable' ? 'unknown' : status],
    ...(related.length === 0 ? {} : { RelatedRequirements: related }),
    ...(status === 'unknown'
      ? { StatusReasons: [{ ReasonCode: 'INSUFFICIENT_EVIDENCE', Description: filled(message, 1024) }] }
      : {}),
  };
}

/**
 * An accepted finding is archived, and active again on the day its exception ends. Its workflow stays as it is: Security Hub
 * never takes SUPPRESSED back by itself, and would hide the finding for ever.
 */
function recordOf({ status, suppression }: Result, seenAt: string): object {
  if (status !== 'suppressed') return { RecordState: 'ACTIVE' };
  const { reason = '', until, owner, source } = suppression ?? {};
  const text = [
    `Accepted: ${reason}`,
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(source === undefined ? [] : [source]),
  ].join('; ');
  return {
    RecordState: 'ARCHIVED',
    Note: { Text: filled(text, 512), UpdatedBy: filled(owner ?? 'djaudit', 512), UpdatedAt: seenAt },
  };
}
