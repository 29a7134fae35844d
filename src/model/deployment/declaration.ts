import type { Location } from '../location.ts';
import type {
  CloudFormationResource,
  EbConfig,
  EcsContainer,
  EcsTaskDefinition,
  OptionSetting,
  TerraformBlock,
} from '../repository/index.ts';
import type { SubjectRef } from '../subject.ts';
import type { Edge } from './edge.ts';

/** What of the repository declares a resource. */
export type DeclarationSource =
  | { readonly kind: 'terraform'; readonly block: TerraformBlock }
  | { readonly kind: 'cloudformation'; readonly resource: CloudFormationResource }
  | { readonly kind: 'task definition'; readonly definition: EcsTaskDefinition; readonly container?: EcsContainer }
  | { readonly kind: 'elastic beanstalk'; readonly config?: EbConfig; readonly options: readonly OptionSetting[] };

/** A resource of the account whose declaration in the repository was found: by its name, its identifier or its tags. */
export interface Declaration {
  /** The live one. */
  readonly resource: SubjectRef;
  readonly source: DeclarationSource;
  readonly home: Home;
  readonly edge: Edge;
}

/** Where the repository declares a resource: the place of a finding about it. */
export interface Home {
  /** Of the whole block; absent where only single options are declared, as in .ebextensions. */
  readonly location?: Location;
  /** Places of its attributes, by their names in lower case without anything between the letters: `multiaz`, `sslpolicy`. */
  readonly attributes: Readonly<Record<string, Location>>;
}

/** `MultiAZ`, `multi_az` and `aws:autoscaling:asg/MinSize`'s `MinSize` as a Home names attributes. */
export function attributeKey(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
