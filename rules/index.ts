/**
 * The catalogue: one line a rule, sorted by id. `Object.values` of this module is every rule, in that order:
 * `import * as catalogue from '../rules/index.ts'`.
 */

export { default as dbSgOpenWorld, default as 'db-sg-open-world' } from './databases/db-sg-open-world.ts';
export { default as djangoDbVersionUnsupported } from './databases/django-db-version-unsupported.ts';
export {
  default as elasticacheNoTransitEncryption,
  default as 'elasticache-no-transit-encryption',
} from './databases/elasticache-no-transit-encryption.ts';
export {
  default as 'rds-backup-retention-short',
  default as rdsBackupRetentionShort,
} from './databases/rds-backup-retention-short.ts';
export { default as rdsCaOutdated, default as 'rds-ca-outdated' } from './databases/rds-ca-outdated.ts';
export { default as rdsCoupledToEb, default as 'rds-coupled-to-eb' } from './databases/rds-coupled-to-eb.ts';
export { default as 'rds-engine-eol', default as rdsEngineEol } from './databases/rds-engine-eol.ts';
export { default as 'rds-no-backups', default as rdsNoBackups } from './databases/rds-no-backups.ts';
export {
  default as rdsNoDeletionProtection,
  default as 'rds-no-deletion-protection',
} from './databases/rds-no-deletion-protection.ts';
export {
  default as rdsNoStorageAutoscaling,
  default as 'rds-no-storage-autoscaling',
} from './databases/rds-no-storage-autoscaling.ts';
export { default as rdsPublic, default as 'rds-public' } from './databases/rds-public.ts';
export { default as rdsSingleAz, default as 'rds-single-az' } from './databases/rds-single-az.ts';
export { default as rdsSnapshotPublic, default as 'rds-snapshot-public' } from './databases/rds-snapshot-public.ts';
export { default as rdsTlsNotEnforced, default as 'rds-tls-not-enforced' } from './databases/rds-tls-not-enforced.ts';
export { default as 'rds-unencrypted', default as rdsUnencrypted } from './databases/rds-unencrypted.ts';
export { default as sqliteInProduction } from './databases/sqlite-in-production.ts';
export { default as 'django-system-checks', default as djangoSystemChecks } from './deployment/django-system-checks.ts';
export { default as 'compute-role-admin', default as computeRoleAdmin } from './extras/compute-role-admin.ts';
export { default as 'ssh-open', default as sshOpen } from './extras/ssh-open.ts';
export { default as 'ssm-not-online', default as ssmNotOnline } from './extras/ssm-not-online.ts';
export { default as baseImageEol } from './hosting/base-image-eol.ts';
export { default as dockerfileRoot } from './hosting/dockerfile-root.ts';
export { default as gunicornKeepaliveBelowAlbIdle } from './hosting/gunicorn-keepalive-below-alb-idle.ts';
export { default as healthCheckBlockedByDjango } from './hosting/health-check-blocked-by-django.ts';
export { default as runserverInProduction } from './hosting/runserver-in-production.ts';
export { default as 'acm-expiring', default as acmExpiring } from './https/acm-expiring.ts';
export {
  default as albInsecureTlsPolicy,
  default as 'alb-insecure-tls-policy',
} from './https/alb-insecure-tls-policy.ts';
export {
  default as allowedHostsWildcard,
  default as 'allowed-hosts-wildcard',
} from './https/allowed-hosts-wildcard.ts';
export { default as clbInsecurePolicy, default as 'clb-insecure-policy' } from './https/clb-insecure-policy.ts';
export { default as cookiesInsecure, default as 'cookies-insecure' } from './https/cookies-insecure.ts';
export { default as csrfTrustedOrigins, default as 'csrf-trusted-origins' } from './https/csrf-trusted-origins.ts';
export { default as 'debug-true', default as debugTrue } from './https/debug-true.ts';
export { default as debugTrueLive } from './https/debug-true-live.ts';
export { default as hstsMissingOrShort, default as 'hsts-missing-or-short' } from './https/hsts-missing-or-short.ts';
export { default as httpNotRedirected } from './https/http-not-redirected.ts';
export { default as 'lb-no-https', default as lbNoHttps } from './https/lb-no-https.ts';
export {
  default as proxySslHeaderMalformed,
  default as 'proxy-ssl-header-malformed',
} from './https/proxy-ssl-header-malformed.ts';
export { default as proxySslHeaderMissing } from './https/proxy-ssl-header-missing.ts';
export {
  default as redirectExemptNeverMatches,
  default as 'redirect-exempt-never-matches',
} from './https/redirect-exempt-never-matches.ts';
export { default as 'security-headers', default as securityHeaders } from './https/security-headers.ts';
export { default as securityMiddleware, default as 'security-middleware' } from './https/security-middleware.ts';
export { default as mediaBucketPublic, default as 'media-bucket-public' } from './media/media-bucket-public.ts';
export { default as 's3-block-public-access', default as s3BlockPublicAccess } from './media/s3-block-public-access.ts';
export {
  default as ciLongLivedAwsKeys,
  default as 'ci-long-lived-aws-keys',
} from './secrets/ci-long-lived-aws-keys.ts';
export {
  default as dockerfileSecretBaked,
  default as 'dockerfile-secret-baked',
} from './secrets/dockerfile-secret-baked.ts';
export { default as dockerignoreLeaks, default as 'dockerignore-leaks' } from './secrets/dockerignore-leaks.ts';
export {
  default as envBooleanWithoutCast,
  default as 'env-boolean-without-cast',
} from './secrets/env-boolean-without-cast.ts';
export { default as 'env-file-committed', default as envFileCommitted } from './secrets/env-file-committed.ts';
export { default as 'k8s-plaintext-secret', default as k8sPlaintextSecret } from './secrets/k8s-plaintext-secret.ts';
export { default as 'secret-key-hardcoded', default as secretKeyHardcoded } from './secrets/secret-key-hardcoded.ts';
