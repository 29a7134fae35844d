import type { Manifest } from '../../model/repository/index.ts';
import type { Json } from '../../model/value.ts';
import { parseJson } from '../data/json.ts';
import { at, type DataNode, entriesOf, itemsOf, textAt, textOf } from '../data/node.ts';
import { toJson } from '../data/to-json.ts';
import { parseYaml } from '../data/yaml.ts';
import { item } from '../item.ts';
import { folderOf, isBelow, nameOf } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { isTemplated, maskHelm, readable, TEMPLATED } from './helm.ts';

/** A manifest together with its document, for the readers of this folder. */
export interface ReadManifest {
  readonly manifest: Manifest;
  readonly node: DataNode;
}

/** Kinds that rules ask about or that belong to those; others (CRDs above all) are not parsed. */
const KINDS =
  /^kind:\s*["']?(Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod|ReplicaSet|Rollout|Service|Ingress|HorizontalPodAutoscaler|ScaledObject|PodDisruptionBudget|ConfigMap|Secret|SealedSecret|ExternalSecret|SecretProviderClass|ServiceAccount|TargetGroupBinding|Certificate|List|Gateway|HTTPRoute|Kustomization|NetworkPolicy)\b/m;
const MAX_TOTAL = 3_000_000;
/** Of all files together; aliases can name one of them again and again. */
const MAX_MANIFESTS = 5_000;

/** Every manifest: plain, of a kustomization, or of a chart. */
export function readManifests(repository: Repository, charts: readonly string[]): readonly ReadManifest[] {
  let left = MAX_TOTAL;
  let count = 0;
  const kustomized = new Set(
    repository.files
      .filter(({ path }) => /^kustomization\.ya?ml$/.test(nameOf(path)))
      .map(({ path }) => folderOf(path)),
  );
  return repository.files.flatMap(({ path, size }) => {
    if (
      !/\.(ya?ml|json|yaml\.j2|yml\.j2|ya?ml\.tpl|ya?ml\.template)$/.test(path) ||
      size > 500_000 ||
      isElsewhere(path) ||
      left <= 0
    )
      return [];
    const bytes = repository.bytes(path);
    if (bytes === undefined || !bytes.includes('apiVersion') || !bytes.includes('kind')) return [];
    left -= bytes.length;
    if (left <= 0) repository.notes.add('', 'Kubernetes manifests behind the first 3 MB are not read');
    const chart = charts.some((folder) => isBelow(`${folder}/templates`.replace(/^\//, ''), path));
    const origin = chart ? 'helm' : kustomized.has(folderOf(path)) ? 'kustomize' : 'manifest';
    const found = readFile(repository, path, origin, MAX_MANIFESTS - count);
    count += found.length;
    return found;
  });
}

function isElsewhere(path: string): boolean {
  return /^\.github\/|(^|\/)(node_modules|locale|fixtures|static|crds?)\/|(^|\/)(package|tsconfig|openapi|swagger)[\w.-]*\.(json|ya?ml)$/.test(
    path,
  );
}

function readFile(
  repository: Repository,
  path: string,
  origin: Manifest['origin'],
  most: number,
): readonly ReadManifest[] {
  const found = documentsIn(repository, path).flatMap(({ node, templated }) =>
    listed(node, 0).map((one) => ({ node: one, templated })),
  );
  if (found.length > most)
    repository.notes.add(path, `Kubernetes manifests behind the first ${MAX_MANIFESTS} are not read`);
  return found.slice(0, most).flatMap(({ node, templated }) => manifestOf(path, node, origin, templated));
}

interface ReadDocument {
  readonly node: DataNode;
  readonly templated: boolean;
}

function documentsIn(repository: Repository, path: string): readonly ReadDocument[] {
  const raw = repository.text(path);
  if (raw === undefined) return [];
  if (path.endsWith('.json')) {
    const { document } = parseJson(path, raw);
    return document === undefined || textAt(document, 'apiVersion') === undefined
      ? []
      : [{ node: document, templated: false }];
  }
  const text =
    raw.includes('{{') || raw.includes('{%')
      ? maskHelm(raw.replace(/^\s*\{%[^\n]*%\}\s*$/gm, (line) => line.replace(/[^\n]/g, ' ')))
      : raw;
  return chunks(text).flatMap(({ chunk, line }) => {
    if (!KINDS.test(chunk)) return [];
    const { documents, errors } = parseYaml(path, chunk, line);
    for (const error of errors.slice(0, 1)) repository.notes.add(path, `line ${error.location.line}: ${error.message}`);
    return documents.map((node) => ({ node, templated: text !== raw }));
  });
}

/** Documents by themselves, so that only those of interest are parsed. */
function chunks(text: string): readonly { readonly chunk: string; readonly line: number }[] {
  const result: { chunk: string; line: number }[] = [];
  let line = 1;
  for (const chunk of text.split(/^---.*$/m)) {
    result.push({ chunk, line });
    line += chunk.split('\n').length - 1;
  }
  return result;
}

/** A List stands for its items. */
function listed(node: DataNode, depth: number): readonly DataNode[] {
  if (textAt(node, 'kind') !== 'List' || depth > 10) return [node];
  return itemsOf(at(node, 'items')).flatMap((one) => listed(one, depth + 1));
}

function manifestOf(
  path: string,
  node: DataNode,
  origin: Manifest['origin'],
  templated: boolean,
): readonly ReadManifest[] {
  const kind = textAt(node, 'kind');
  const apiVersion = textAt(node, 'apiVersion');
  if (kind === undefined || apiVersion === undefined || isTemplated(kind)) return [];
  const name = readable(textAt(node, 'metadata', 'name') ?? '');
  const namespace = textAt(node, 'metadata', 'namespace');
  return [
    {
      node,
      manifest: {
        ...item({ ...node.location, path }, `${kind}/${name}`, roleOf(path)),
        kind,
        apiVersion,
        name,
        ...(namespace === undefined ? {} : { namespace: readable(namespace) }),
        origin,
        templated,
        body: kind === 'Secret' ? withoutData(toJson(node)) : unmask(toJson(node)),
        labels: labelsOf(at(node, 'metadata', 'labels')),
      },
    },
  ];
}

/** The keys of a Secret are facts of their own; its values are nobody's. */
function withoutData(body: Json): Json {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'data' && key !== 'stringData'));
}

/** Texts that came out of a template are not known. */
function unmask(value: Json): Json {
  if (typeof value === 'string') return value.includes(TEMPLATED) ? { $unknown: readable(value) } : value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(unmask);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unmask(one)]));
}

export function labelsOf(node: DataNode | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entriesOf(node).flatMap(({ key, value }) => {
      const text = textOf(value);
      return text === undefined ? [] : [[key, readable(text)] as const];
    }),
  );
}
