import { isReference, MARK } from '../../model/mask-text.ts';
import type { SecretManifest, Text } from '../../model/repository/index.ts';
import { isHarmless, isRandomLooking, isSecretName, looksSecret } from '../../model/secret.ts';
import { documentOf } from '../data/documents.ts';
import { at, type DataNode, entriesOf, itemsOf, textAt, textOf } from '../data/node.ts';
import { item, startOf } from '../item.ts';
import { isPlaceholder, textOf as maskedText, traitsOf } from '../mask.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { isTemplated, readable } from './helm.ts';
import type { ReadManifest } from './manifests.ts';

/** `kind: Secret`: every value counts as a secret but that of a plain key. Files that SOPS encrypted are no secrets. */
export function secretManifests(manifests: readonly ReadManifest[]): readonly SecretManifest[] {
  return manifests
    .filter(({ manifest, node }) => manifest.kind === 'Secret' && at(node, 'sops') === undefined)
    .flatMap(({ manifest, node }) => {
      const entries = [
        ...entriesOf(at(node, 'data')).map((entry) => ({ ...entry, text: fromBase64(textOf(entry.value)) })),
        ...entriesOf(at(node, 'stringData')).map((entry) => ({ ...entry, text: textOf(entry.value) ?? '' })),
      ];
      const { ref, path, location, role, name } = manifest;
      return [
        {
          ref,
          path,
          location,
          role,
          name,
          entries: entries.map(({ key, keyLocation, text }) => ({
            key: readable(key),
            value: valueOf(key, text),
            location: keyLocation,
          })),
        },
      ];
    });
}

/** The literals of a kustomization's `secretGenerator`: `password=…`. */
export function generatedSecrets(repository: Repository, paths: readonly string[]): readonly SecretManifest[] {
  return paths.flatMap((path) =>
    itemsOf(at(documentOf(repository, path), 'secretGenerator')).flatMap((generator) => {
      const entries = itemsOf(at(generator, 'literals')).flatMap((literal) => {
        const [, key, text = ''] = /^([^=]+)=([\s\S]*)$/.exec(textOf(literal) ?? '') ?? [];
        return key === undefined
          ? []
          : [
              {
                key,
                value: valueOf(key, text.replace(/^(["'])(.*)\1$/, '$2')),
                location: { ...literal.location, path },
              },
            ];
      });
      const name = textAt(generator, 'name') ?? '';
      const place = { ...generator.location, path };
      return entries.length === 0 ? [] : [{ ...item(place, `secretGenerator/${name}`, roleOf(path)), name, entries }];
    }),
  );
}

/** Keys of a Secret that hold where something is and how it is called: people put the whole configuration in one. */
const PLAIN_KEY =
  /(^|[_.-])(region|bucket|host|hostname|port|name|user|username|endpoint|domain|zone|env|environment|debug|level|mode|module|engine|scheme|database|db|timeout)$/i;

function valueOf(key: string, text: string): Text {
  if (isTemplated(text) || isReference(text)) return { status: 'reference', text: readable(text).slice(0, 200) };
  const plain = PLAIN_KEY.test(key) && !looksSecret(text) && !isRandomLooking(text);
  if (text === '' || plain) return { status: 'known', text };
  return { status: 'secret', text: MARK, traits: traitsOf(text), placeholder: isPlaceholder(text) };
}

/** What is no base64 stands for itself: a placeholder or a template. */
function fromBase64(text: string | undefined): string {
  if (text === undefined || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text)) return text ?? '';
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  return /[\u0000-\u0008\ufffd]/.test(decoded) ? text : decoded;
}

/** Secrets among a chart's values. */
export function secretValues(repository: Repository, valuesFiles: readonly string[]): readonly SecretManifest[] {
  return valuesFiles.flatMap((path) => {
    const document = documentOf(repository, path);
    if (at(document, 'sops') !== undefined) return [];
    const entries = leaves(document, [], 0).flatMap(({ keys, node }) => {
      const key = keys.at(-1) ?? '';
      const text = textOf(node) ?? '';
      if (
        !isSecretName(key) ||
        isHarmless(text) ||
        isTemplated(text) ||
        /secretRef|secretName|existingSecret|secretKeyRef/i.test(keys.join('.'))
      )
        return [];
      const value = maskedText(key, text);
      return value.status === 'secret' ? [{ key: keys.join('.'), value, location: { ...node.location, path } }] : [];
    });
    return entries.length === 0 ? [] : [{ ...item(startOf(path), 'values', roleOf(path)), name: path, entries }];
  });
}

interface Leaf {
  readonly keys: readonly string[];
  readonly node: DataNode;
}

function leaves(node: DataNode | undefined, keys: readonly string[], depth: number): readonly Leaf[] {
  if (node?.kind !== 'map' || depth > 8) return [];
  return node.entries.slice(0, 2_000).flatMap(({ key, value }): readonly Leaf[] => {
    if (value.kind === 'scalar') return [{ keys: [...keys, key], node: value }];
    return leaves(value, [...keys, key], depth + 1);
  });
}
