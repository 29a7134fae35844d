import type { Confidence, ReportRule, Result, ResultStatus, Severity } from '../../src/model/index.ts';
import type { Home } from '../home.ts';
import { plain } from '../neutralise.ts';
import { requirements, standards } from '../requirements.ts';
import { evidences, remediation, resources } from './objects.ts';

export interface Circumstances {
  readonly rule: ReportRule | undefined;
  /** Undefined where no account was scanned. */
  readonly home: Home | undefined;
  readonly version: string;
  /** When the scan began, and when the finding was first reported: milliseconds. */
  readonly seenAt: number;
  readonly since: number;
}

type Numbered = readonly [id: number, name: string];

const SEVERITIES: Readonly<Record<Severity, Numbered>> = {
  critical: [5, 'Critical'],
  high: [4, 'High'],
  medium: [3, 'Medium'],
  low: [2, 'Low'],
  info: [1, 'Informational'],
};

const CONFIDENCES: Readonly<Record<Confidence, Numbered>> = {
  high: [3, 'High'],
  medium: [2, 'Medium'],
  low: [1, 'Low'],
};

/** 1 is Pass, 3 Fail. What could not be told is unknown: never passed. What is accepted failed. */
const COMPLIANCE: Readonly<Record<ResultStatus, number>> = {
  pass: 1,
  fail: 3,
  suppressed: 3,
  unknown: 0,
  'not-applicable': 99,
};

const TEXT = 5000;

/** A Compliance Finding of OCSF 1.5.0. */
export function complianceFinding(result: Result, given: Circumstances): object {
  const { status, severity, confidence, message, suppression } = result;
  const { rule, home, version, seenAt } = given;
  const [severityId, severityName] = SEVERITIES[status === 'pass' ? 'info' : severity];
  const [confidenceId, confidenceName] = CONFIDENCES[confidence];
  const accepted = status === 'suppressed';
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2003,
    class_name: 'Compliance Finding',
    type_uid: 200_301,
    type_name: 'Compliance Finding: Create',
    time: seenAt,
    severity_id: severityId,
    severity: severityName,
    confidence_id: confidenceId,
    confidence: confidenceName,
    status_id: accepted ? 3 : 1,
    status: accepted ? 'Suppressed' : 'New',
    status_code: accepted ? 'FAIL' : status.toUpperCase(),
    status_detail: plain(message, TEXT),
    message: plain(message, TEXT),
    ...(accepted ? { comment: plain(suppression?.reason ?? '', TEXT) } : {}),
    metadata: {
      version: '1.5.0',
      event_code: plain(result.rule, TEXT),
      product: { name: 'djaudit', vendor_name: 'djaudit', uid: 'djaudit', version: plain(version) },
      ...(home === undefined ? {} : { profiles: ['cloud'] }),
    },
    finding_info: findingInfo(result, given),
    compliance: complianceOf(result),
    ...(home === undefined ? {} : { cloud: cloudOf(home) }),
    resources: resources(result, home),
    evidences: evidences(result),
    remediation: remediation(result, rule),
    unmapped: unmapped(result),
  };
}

function findingInfo(result: Result, { rule, seenAt, since, version }: Circumstances): object {
  const id = plain(result.rule, TEXT);
  return {
    uid: `djaudit/${id}/${result.fingerprint}`,
    title: plain(rule?.title ?? result.rule, TEXT),
    desc: plain(rule?.why ?? result.message, TEXT),
    types: [plain(result.topic, TEXT)],
    created_time: since,
    first_seen_time: since,
    last_seen_time: seenAt,
    analytic: { type_id: 1, type: 'Rule', name: id, uid: id, version: plain(version) },
  };
}

function complianceOf({ status, rule, controls }: Result): object {
  return {
    control: plain(rule, TEXT),
    standards: ['djaudit', ...standards(controls)],
    requirements: requirements(controls),
    status_id: COMPLIANCE[status],
  };
}

function cloudOf({ account, region }: Home): object {
  return { provider: 'AWS', region, account: { uid: account, name: account, type: 'AWS Account', type_id: 10 } };
}

/** What OCSF has no field for. */
function unmapped({ goals, owner, location, fingerprint, baseline, suppression }: Result): object {
  return {
    goals: [...goals],
    fingerprint,
    ...(owner === undefined ? {} : { owner: plain(owner) }),
    ...(location === undefined ? {} : { location: plain(`${location.path}:${location.line}`) }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(suppression?.until === undefined ? {} : { accepted_until: suppression.until }),
  };
}
