import type { CacheEndpointOwner } from '../../src/model/aws/index.ts';
import {
  type CacheLink,
  type DeployedService,
  defineRule,
  fail,
  part,
  pass,
  type ServiceVariable,
  type Subject,
  unknown,
} from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { type Blind, linkEvidence, nameOf, partsOf } from '../shared/service.ts';

export default defineRule({
  id: 'redis-scheme-mismatch',
  topic: 'databases/encryption-in-transit',
  severity: 'high',
  docs: {
    title: 'Use the URL scheme that the cache speaks',
    why: 'redis:// to a cache that requires TLS, or rediss:// to one that has none, does not connect: sessions, tasks and cache are down. redis:// to a cache that accepts both sends sessions and passwords in clear.',
    how: 'The scheme of each variable of the live service whose host is the endpoint of an ElastiCache cache (a collector keeps scheme and host of a secret URL), against the transit encryption of that very cache. A serverless cache always speaks TLS.',
    fix: 'rediss://…?ssl_cert_reqs=required for a cache with transit encryption.',
    silent: ['caches whose URL no variable shows, as when it comes whole from Secrets Manager'],
    example: {
      language: 'sh',
      bad: '# the cache: TransitEncryptionEnabled true, TransitEncryptionMode required\nREDIS_URL=redis://master.shop.abc123.euw1.cache.amazonaws.com:6379/0',
      good: '# the cache: TransitEncryptionEnabled true, TransitEncryptionMode required\nREDIS_URL=rediss://master.shop.abc123.euw1.cache.amazonaws.com:6379/0',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html',
      'https://docs.celeryq.dev/en/stable/userguide/configuration.html#redis-backend-settings',
    ],
  },
  controls: {
    wellArchitected: ['SEC09'],
    soc2: ['CC6.7'],
    cwe: ['319', '295'],
    owaspTop10_2021: ['A02'],
  },
  needs: ['deployment.services'],
  subjects: ({ deployment }) => deployment.services.flatMap(users),
  judge: (subject) => {
    if ('blind' in subject) return unknown(subject.blind);
    const { service, variable, cache } = subject;
    const scheme = schemeOf(variable);
    const name = cache.to.ref.name ?? cache.to.ref.id;
    const mode = transit(cache.to);
    const evidence = [
      seen(`scheme of ${variable.name}`, `${scheme}://`, 'variables of the service'),
      seen('transit encryption', mode, 'elasticache:Describe*'),
      seen('link', cache.edge.reason, 'deployment'),
      linkEvidence(service),
    ];
    const who = `${variable.name} of ${nameOf(service)}`;
    const tls = scheme === 'rediss' || scheme === 'valkeys';
    if (tls && mode === 'off') {
      return fail(`${who} speaks TLS (${scheme}://) to ${name}, which has none: it does not connect`, {
        evidence,
        fix: schemeFix(variable.name, 'redis://'),
      });
    }
    if (!tls && mode === 'required') {
      return fail(`${who} speaks ${scheme}:// to ${name}, which requires TLS: it does not connect`, {
        evidence,
        fix: schemeFix(variable.name, 'rediss://'),
      });
    }
    if (tls) return pass(`${who} speaks TLS to ${name}`, { evidence });
    return fail(`${who} speaks ${scheme}:// to ${name}: sessions, tasks and the password travel in clear`, {
      severity: 'medium',
      evidence,
      fix: schemeFix(variable.name, 'rediss://'),
    });
  },
});

interface User extends Subject {
  readonly service: DeployedService;
  readonly variable: ServiceVariable;
  readonly cache: CacheLink;
}

/** Each variable with a URL whose host is a cache's endpoint. */
function users(service: DeployedService): readonly (User | Blind)[] {
  const found = partsOf(service, service.caches, 'caches', (cache) => ({ ref: cache.to.ref, cache }));
  return found.flatMap((one): readonly (User | Blind)[] => ('blind' in one ? [one] : variablesOf(service, one.cache)));
}

function variablesOf(service: DeployedService, cache: CacheLink): readonly User[] {
  const variables = service.variables.status === 'collected' ? service.variables.value : [];
  return variables
    .filter((one) => schemeOf(one) !== undefined && cache.variable === one.name)
    .map((variable) => ({ ref: part(service.ref, variable.name), service, variable, cache }));
}

function schemeOf({ value, redacted }: ServiceVariable): string | undefined {
  const scheme = redacted?.scheme ?? /^([a-z]+):\/\//i.exec(value ?? '')?.[1]?.toLowerCase();
  return scheme !== undefined && /^(redis|rediss|valkey|valkeys)$/.test(scheme) ? scheme : undefined;
}

function transit(cache: CacheEndpointOwner): 'off' | 'preferred' | 'required' {
  if ('ServerlessCacheName' in cache) return 'required';
  if (cache.TransitEncryptionEnabled !== true) return 'off';
  return cache.TransitEncryptionMode === 'preferred' ? 'preferred' : 'required';
}

function schemeFix(variable: string, scheme: string) {
  return fix(
    `Begin ${variable} with ${scheme}`,
    text(`Change the value of ${variable} where the service reads it from and deploy web and workers together.`),
    ...(scheme === 'rediss://'
      ? [text('Celery needs ?ssl_cert_reqs=required in a rediss:// URL of its result backend.')]
      : []),
  );
}
