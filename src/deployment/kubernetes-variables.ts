import { collected, type Fact, type Json, type ServiceVariable, unavailable } from '../model/index.ts';
import type { EnvironmentEntry, K8sContainer, Kubernetes, Manifest, Workload } from '../model/repository/index.ts';

/**
 * The variables that a container of the manifests gets. Of a Secret only the names are known; where a source of variables is
 * not in the repository, or is a template, the whole set is unavailable: a variable that is not seen may be there.
 */
export function kubernetesVariables(
  { manifests }: Kubernetes,
  workload: Workload,
  container: K8sContainer,
): Fact<readonly ServiceVariable[]> {
  const variables = new Map<string, ServiceVariable>();
  for (const { kind, name, location } of container.envFrom) {
    const source = manifests.find(
      (one) => one.name === name && SOURCES[kind].includes(one.kind) && together(one, workload),
    );
    const names = source === undefined ? undefined : entriesOf(source);
    if (names === undefined) return unavailable(`${kind} ${name} of ${workload.name} is not in the repository`);
    for (const [key, value] of names) variables.set(key, fromSource(kind, name, key, value, location));
  }
  for (const entry of container.env) variables.set(entry.name, ofEntry(manifests, workload, entry));
  if (workload.templated && container.env.length + container.envFrom.length === 0) {
    return unavailable(`${workload.path} is a template that may give variables`);
  }
  return collected([...variables.values()]);
}

const SOURCES: Readonly<Record<K8sContainer['envFrom'][number]['kind'], readonly string[]>> = {
  configMap: ['ConfigMap'],
  secret: ['Secret', 'SealedSecret', 'ExternalSecret'],
};

function together(manifest: Manifest, { namespace, origin }: Workload): boolean {
  return (
    manifest.namespace === undefined ||
    namespace === undefined ||
    (manifest.namespace === namespace && origin !== 'helm')
  );
}

/** Names with what the manifest gives them; undefined when a part of them is made elsewhere. */
function entriesOf({ kind, body, templated }: Manifest): readonly (readonly [string, Json])[] | undefined {
  if (templated) return undefined;
  if (kind === 'ExternalSecret') {
    const data = member(member(body, 'spec'), 'data');
    if (member(member(body, 'spec'), 'dataFrom') !== undefined || !Array.isArray(data)) return undefined;
    return (data as readonly Json[]).flatMap((one) => {
      const key = member(one, 'secretKey');
      return typeof key === 'string' ? [[key, null] as const] : [];
    });
  }
  const parts =
    kind === 'SealedSecret'
      ? [member(member(body, 'spec'), 'encryptedData')]
      : [member(body, 'data'), member(body, 'stringData')];
  return parts.flatMap((part) => (isObject(part) ? Object.entries(part) : []));
}

function fromSource(
  kind: K8sContainer['envFrom'][number]['kind'],
  name: string,
  key: string,
  value: Json,
  location: ServiceVariable['location'],
): ServiceVariable {
  const at = location === undefined ? {} : { location };
  if (kind === 'secret')
    return { name: key, source: 'kubernetes secret', valueFrom: `secret ${name}, key ${key}`, ...at };
  return { name: key, source: 'kubernetes manifest', ...(typeof value === 'string' ? { value } : {}), ...at };
}

/** `valueFrom` as the reader writes it: `secretKeyRef shop-env DATABASE_URL`. */
function ofEntry(
  manifests: readonly Manifest[],
  workload: Workload,
  { name, value, location }: EnvironmentEntry,
): ServiceVariable {
  if (value.status === 'known') return { name, source: 'kubernetes manifest', value: value.text, location };
  if (value.status !== 'reference') return { name, source: 'kubernetes manifest', location };
  const [kind, from = '', key = ''] = value.text.split(' ');
  if (kind === 'secretKeyRef') {
    return { name, source: 'kubernetes secret', valueFrom: `secret ${from}, key ${key}`, location };
  }
  const map = manifests.find((one) => one.kind === 'ConfigMap' && one.name === from && together(one, workload));
  const text = kind !== 'configMapKeyRef' || map === undefined ? undefined : member(member(map.body, 'data'), key);
  return { name, source: 'kubernetes manifest', ...(typeof text === 'string' ? { value: text } : {}), location };
}

function member(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) ? value[name] : undefined;
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
