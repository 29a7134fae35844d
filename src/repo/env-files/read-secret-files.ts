import type { RepositoryFile, SecretFile } from '../../model/repository/index.ts';
import { item, startOf } from '../item.ts';
import { LineIndex } from '../line-index.ts';
import { nameOf } from '../paths.ts';
import { placeIn } from '../place.ts';
import type { Repository } from '../repository.ts';

/** Texts in which people leave keys; of others only the name is looked at. */
const SEARCHED =
  /\.(py|ya?ml|json|toml|cfg|ini|conf|config|sh|env|tf|tfvars|txt|md|rst|js|ts|properties|xml|ipynb)$|^(Dockerfile|Procfile|Makefile|\.env)/;
const SEARCH_LIMIT = 300_000;

/** Files that are secrets, and texts that hold an AWS access key. */
export function readSecretFiles(repository: Repository): readonly SecretFile[] {
  return repository.index.files.flatMap((file) => {
    if (file.mode === '120000' || file.mode === '160000') return [];
    const byName = kindByName(repository, file);
    if (byName !== undefined) return [secretFile(file, byName)];
    return SEARCHED.test(nameOf(file.path)) && file.size < SEARCH_LIMIT ? accessKeys(repository, file) : [];
  });
}

function secretFile(file: RepositoryFile, kind: SecretFile['kind']): SecretFile {
  return { ...item(startOf(file.path), undefined, file.role), kind, tracked: file.tracked, ignored: file.ignored };
}

function kindByName(repository: Repository, { path, size }: RepositoryFile): SecretFile['kind'] | undefined {
  const name = nameOf(path);
  if (/\.tfstate(\.backup)?$/.test(name)) return 'terraform-state';
  if (/\.(p12|pfx|jks|keystore)$/.test(name)) return 'keystore';
  if (/^(id_rsa|id_dsa|id_ecdsa|id_ed25519)$|\.(pem|key)$/.test(name))
    return size < SEARCH_LIMIT && contains(repository, path, 'PRIVATE KEY-----') ? 'private-key' : undefined;
  if (
    name.endsWith('.json') &&
    size < 20_000 &&
    contains(repository, path, '"private_key"') &&
    contains(repository, path, 'PRIVATE KEY')
  )
    return 'service-account';
  if (/(^|\/)\.aws\/credentials$/.test(path)) return 'credentials';
  return undefined;
}

function contains(repository: Repository, path: string, text: string): boolean {
  return repository.bytes(path, SEARCH_LIMIT)?.includes(text) === true;
}

/** The example keys of AWS's own documentation are none. */
function accessKeys(repository: Repository, file: RepositoryFile): readonly SecretFile[] {
  const bytes = repository.bytes(file.path, SEARCH_LIMIT);
  if (bytes?.includes('AKIA') !== true) return [];
  const text = bytes.toString('utf8');
  const found = [...text.matchAll(/(?<![A-Za-z0-9/+])AKIA[0-9A-Z]{16}(?![A-Za-z0-9/+=])/g)].find(
    ([key]) => !/EXAMPLE|X{5}|0{6}|1234567/.test(key),
  );
  if (found === undefined) return [];
  const location = placeIn(file.path, new LineIndex(text))(found.index, found.index + 20);
  return [
    { ...item(location, undefined, file.role), kind: 'aws-access-key', tracked: file.tracked, ignored: file.ignored },
  ];
}
