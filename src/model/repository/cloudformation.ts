import type { Location } from '../location.ts';
import type { Json } from '../value.ts';
import type { Item } from './item.ts';

/** A CloudFormation or SAM template, or one that CDK wrote (`cdk.out`). */
export interface CloudFormationTemplate extends Item {
  readonly origin: 'cloudformation' | 'sam' | 'cdk';
  readonly parameters: readonly CloudFormationParameter[];
  readonly resources: readonly CloudFormationResource[];
}

export interface CloudFormationParameter {
  readonly name: string;
  readonly type: string;
  readonly default?: Json;
  readonly noEcho: boolean;
  readonly location: Location;
}

export interface CloudFormationResource extends Item {
  readonly logicalId: string;
  readonly type: string;
  /**
   * Secrets masked; `Ref` to a parameter with a default is replaced by it, every other intrinsic function is
   * `{"$unknown": "Fn::GetAtt Db.Endpoint"}`.
   */
  readonly properties: Readonly<Record<string, Json>>;
  readonly propertyLocations: Readonly<Record<string, Location>>;
  readonly deletionPolicy?: string;
  readonly condition?: string;
  /** Logical ids and parameters that it mentions, sorted. */
  readonly references: readonly string[];
}
