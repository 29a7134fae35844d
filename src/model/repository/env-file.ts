import type { Location } from '../location.ts';
import type { Item } from './item.ts';

/** A dotenv file. Its values are never kept. */
export interface EnvFile extends Item {
  readonly tracked: boolean;
  readonly ignored: boolean;
  readonly names: readonly EnvName[];
}

export interface EnvName {
  readonly name: string;
  readonly location: Location;
  readonly empty: boolean;
  /** `changeme`, `<your key>`, `xxx`: stands for a value and is none. */
  readonly placeholder: boolean;
  /** The name or the value says that it is a secret. */
  readonly secret: boolean;
}

/** A file that is a secret as a whole. */
export interface SecretFile extends Item {
  readonly kind: 'private-key' | 'keystore' | 'credentials' | 'terraform-state' | 'aws-access-key' | 'service-account';
  readonly tracked: boolean;
  readonly ignored: boolean;
}
