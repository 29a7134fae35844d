import type { Chart, Kubernetes, Kustomization } from '../../model/repository/index.ts';
import { documentOf } from '../data/documents.ts';
import { at, itemsOf, textAt, textsOf } from '../data/node.ts';
import { parseImage } from '../image.ts';
import { item, startOf } from '../item.ts';
import { folderOf, joinPath, nameOf } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { loadShell } from '../shell/shell.ts';
import { readManifests } from './manifests.ts';
import { generatedSecrets, secretManifests, secretValues } from './secrets.ts';
import { workloadsOf } from './workloads.ts';

/** Manifests, kustomizations and charts of the repository. */
export async function readKubernetes(repository: Repository): Promise<Kubernetes> {
  const shell = await loadShell();
  const charts = readCharts(repository);
  const manifests = readManifests(
    repository,
    charts.map(({ path }) => folderOf(path)),
  );
  const kustomizations = readKustomizations(repository);
  const secrets = [
    ...secretManifests(manifests),
    ...generatedSecrets(
      repository,
      kustomizations.map(({ path }) => path),
    ),
    ...secretValues(
      repository,
      charts.flatMap(({ valuesFiles }) => valuesFiles),
    ),
  ];
  return {
    present: manifests.length > 0 || charts.length > 0,
    manifests: manifests.map(({ manifest }) => manifest),
    workloads: workloadsOf(shell, manifests),
    secrets,
    charts,
    kustomizations,
  };
}

function readCharts(repository: Repository): readonly Chart[] {
  return repository.files
    .filter(({ path }) => nameOf(path) === 'Chart.yaml')
    .map(({ path }) => {
      const document = documentOf(repository, path);
      const version = textAt(document, 'version');
      const folder = folderOf(path);
      const valuesFiles = repository.files.flatMap((file) =>
        folderOf(file.path) === folder && /^values[\w.-]*\.ya?ml$/.test(nameOf(file.path)) ? [file.path] : [],
      );
      return {
        ...item(startOf(path)),
        name: textAt(document, 'name') ?? folder,
        ...(version === undefined ? {} : { version }),
        valuesFiles,
      };
    });
}

function readKustomizations(repository: Repository): readonly Kustomization[] {
  return repository.files
    .filter(({ path }) => /^kustomization\.ya?ml$/.test(nameOf(path)))
    .map(({ path }) => {
      const document = documentOf(repository, path);
      const paths = (key: string): readonly string[] =>
        textsOf(at(document, key)).flatMap((one) => joinPath(folderOf(path), one) ?? []);
      const images = itemsOf(at(document, 'images')).map((image) => {
        const name = textAt(image, 'newName') ?? textAt(image, 'name') ?? '';
        const tag = textAt(image, 'newTag');
        const digest = textAt(image, 'digest');
        return parseImage(
          `${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`,
          image.location,
        );
      });
      const patches = itemsOf(at(document, 'patches')).flatMap(
        (patch) => joinPath(folderOf(path), textAt(patch, 'path') ?? '') ?? [],
      );
      return {
        ...item(startOf(path)),
        resources: [...paths('resources'), ...paths('bases')],
        images,
        patches: [...patches, ...paths('patchesStrategicMerge')],
      };
    });
}
