import type { AwsFactName } from '../model/aws/index.ts';
import type { ServiceName } from './declarations.ts';
import { DECLARATIONS, operationsOf, SERVICES } from './declarations.ts';

/** Where IAM calls an action otherwise than the API its operation (service authorization reference, Amazon S3). */
const RENAMED: Readonly<Record<string, string>> = {
  's3:ListBuckets': 's3:ListAllMyBuckets',
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3control:GetPublicAccessBlock': 's3:GetAccountPublicAccessBlock',
};

/**
 * What the session asks for itself: who am I, before anything else, and which regions are enabled, for `--region all` and
 * to tell a region that is not enabled from credentials that are not accepted any more.
 */
const SESSION_OPERATIONS = ['sts:GetCallerIdentity', 'ec2:DescribeRegions'] as const;

/**
 * Operations that hand out what is kept secret, by their names in any service. Nothing that collects may declare one, and
 * the client refuses them whatever the allow-list says.
 */
const SECRET_READING =
  /^(GetSecretValue|BatchGetSecretValue|GetParameters?|GetParametersByPath|GetParameterHistory|GetObject\w*|SelectObjectContent|RetrieveEnvironmentInfo|GetFunction|Decrypt|GetPasswordData|GetAuthorizationToken|GetSessionToken|GetFederationToken|GetRoleCredentials|ExportCertificate|GetLogEvents|FilterLogEvents)$/;
const READING = /^(Describe|Get|List)[A-Z]/;

/** `rds:DescribeDBInstances` of an operation of a service's module. */
export function actionOf(operation: string): string {
  const [service = '', name = ''] = operation.split(':');
  const renamed = RENAMED[operation];
  if (renamed !== undefined) return renamed;
  return service in SERVICES ? `${SERVICES[service as ServiceName].prefix}:${name}` : operation; // `in` has checked it
}

/** A fact and everything that it is read from. */
export function withParents(facts: Iterable<AwsFactName>): readonly AwsFactName[] {
  const found = new Set<AwsFactName>();
  const add = (fact: AwsFactName) => {
    if (found.has(fact)) return;
    found.add(fact);
    const declared = DECLARATIONS[fact];
    if ('needs' in declared) declared.needs.forEach(add);
  };
  for (const fact of facts) add(fact);
  return [...found].toSorted();
}

/**
 * The operations that reading these facts sends, those of the session included: the client's allow-list.
 * @throws Error when a declaration names an operation that changes something or reads secrets
 */
export function allowedOperations(facts: Iterable<AwsFactName>): ReadonlySet<string> {
  const operations = [...SESSION_OPERATIONS, ...withParents(facts).flatMap(operationsOf)];
  const wrong = operations.find((operation) => !isReadOnly(operation));
  if (wrong !== undefined) throw new Error(`${wrong} must not be on the allow-list`);
  return new Set(operations);
}

export function isReadOnly(operation: string): boolean {
  const name = operation.slice(operation.indexOf(':') + 1);
  return READING.test(name) && !SECRET_READING.test(name);
}
