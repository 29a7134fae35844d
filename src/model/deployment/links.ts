import type { AwsItem, CacheEndpointOwner, DbCluster, DbInstance, Distribution, LoadBalancer } from '../aws/index.ts';
import type { Evidence } from '../evidence.ts';
import type { Fact } from '../fact.ts';
import type { Dockerfile } from '../repository/index.ts';
import type { Linked } from './edge.ts';

/** How the service's processes reach a database that the settings name. */
export interface DatabaseLink {
  /** Of DATABASES: `default`. */
  readonly alias: string;
  /** Whether HOST is the database's own endpoint, or that of an RDS Proxy before it. */
  readonly through: 'endpoint' | 'proxy';
  readonly database: Linked<DbInstance | DbCluster>;
}

/**
 * A cache or broker that the application talks to: one link for each variable and each setting that names an endpoint of it,
 * so that CELERY_BROKER_URL beside REDIS_URL is judged too.
 */
export interface CacheLink extends Linked<CacheEndpointOwner> {
  /** The variable whose URL leads to it; absent when a setting names the host itself. */
  readonly variable?: string;
  /** The part of the settings that names the host: `CACHES['default']['LOCATION']`; absent when a variable's URL leads to it. */
  readonly setting?: string;
}

/** What a variable of the service is read from when a process starts. */
export interface SecretLink {
  readonly variable: string;
  /** As the platform is told: a whole or partial ARN, with `:<JSON key>:<stage>:<version>` after a secret's; a parameter's name. */
  readonly reference: string;
  readonly store: 'secretsmanager' | 'ssm' | 'kubernetes';
  /** Absent: nothing in the lists that could be read bears that name. */
  readonly secret?: Linked<AwsItem<'secretsmanager.secrets'> | AwsItem<'ssm.parameters'>>;
}

/** An image that the service runs, and what is known of where it comes from. */
export interface ImageLink {
  /** As the platform is told: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:3f2a1b0c`. */
  readonly image: string;
  /** Absent for a registry that is not ECR, or another account's. */
  readonly repository?: Linked<AwsItem<'ecr.repositories'>>;
  /** The Dockerfile that a workflow builds and pushes under the repository's name. */
  readonly dockerfile?: Linked<Dockerfile>;
}

/**
 * A host name that the live settings say the service answers to: an entry of ALLOWED_HOSTS or the host of one of
 * CSRF_TRUSTED_ORIGINS, in lower case. `.example.com` stays as it is; `*`, IP addresses and names of AWS are left out.
 */
export interface DomainName {
  readonly name: string;
  /** The entries that name it, with their places. */
  readonly named: readonly Evidence[];
  /** Records of Route 53 with that name (or the wildcard that covers it); empty when the zone is not in this account. */
  readonly records: Fact<readonly Linked<AwsItem<'route53.recordSets'>>[]>;
  /** Distributions that have it as an alias, or that the records lead to. */
  readonly distributions: Fact<readonly Linked<Distribution>[]>;
  /** Load balancers that the records lead to. */
  readonly loadBalancers: Fact<readonly Linked<LoadBalancer>[]>;
}
