import type { DeployedService, EvaluatedSettings, Json } from '../../src/model/index.ts';
import { setting } from './settings.ts';

/** The names under which people reach a service: `shop.example.com`, and `.example.com` for everything below. */
export interface PublicHosts {
  readonly names: readonly string[];
  /** False when any name is admitted, or when they could not be computed. */
  readonly known: boolean;
}

const ADDRESS = /^(localhost|[\d.]+|\[?[\da-f:]*:[\da-f:.]*\]?)$/i;

/** From ALLOWED_HOSTS under the live variables, and the names of the load balancers before it. */
export function publicHosts(service: DeployedService): PublicHosts {
  const doors = service.frontDoors.status === 'collected' ? service.frontDoors.value : [];
  const balancers = doors.flatMap(({ loadBalancer }) => loadBalancer.DNSName?.toLowerCase() ?? []);
  const allowed = service.settings.status === 'collected' ? allowedHosts(service.settings.value) : undefined;
  const names = (allowed ?? []).filter((host) => host !== '*' && host.includes('.') && !ADDRESS.test(host));
  return {
    names: [...new Set([...names, ...balancers])],
    known: allowed !== undefined && !allowed.includes('*') && names.length > 0,
  };
}

function allowedHosts(settings: EvaluatedSettings): readonly string[] | undefined {
  const value = setting(settings, 'ALLOWED_HOSTS')?.value;
  if (value?.status !== 'known' || !Array.isArray(value.value)) return undefined;
  const hosts = value.value as readonly Json[]; // an array, as was just asked
  const texts = hosts.flatMap((host) => (typeof host === 'string' ? host.toLowerCase() : []));
  return texts.length === hosts.length ? texts : undefined;
}

/** Whether a host is one of the names: `.example.com` stands for itself and everything below, as in ALLOWED_HOSTS. */
export function isOneOf(host: string, names: readonly string[]): boolean {
  return names.some((name) => (name.startsWith('.') ? `.${host}`.endsWith(name) : host === name));
}
