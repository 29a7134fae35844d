import type { Location } from '../location.ts';
import type { Json } from '../value.ts';
import type { Item } from './item.ts';

export interface Terraform {
  readonly present: boolean;
  /** Folders with .tf files that no other folder calls as a module. */
  readonly rootModules: readonly TerraformRoot[];
  /** Of every root module and of the modules within the repository that it calls, once for each call. */
  readonly resources: readonly TerraformBlock[];
  readonly data: readonly TerraformBlock[];
  /** Calls of modules that are not in the repository: their resources are unknown. */
  readonly externalModules: readonly TerraformModuleCall[];
  readonly variables: readonly TerraformVariable[];
  /** State files that git tracks. */
  readonly stateFiles: readonly Item[];
}

export interface TerraformRoot extends Item {
  /** The folder, `` for the root. */
  readonly folder: string;
  readonly backend?: {
    readonly type: string;
    readonly attributes: Readonly<Record<string, TerraformValue>>;
    readonly location: Location;
  };
  readonly requiredVersion?: string;
  readonly providers: readonly string[];
  /** `.terraform.lock.hcl` is tracked. */
  readonly lockFile: boolean;
}

/** A `resource` or `data` block. `ref.id` is the path and the address: `main.tf#module.db.aws_db_instance.main`. */
export interface TerraformBlock extends Item {
  readonly type: string;
  readonly name: string;
  /** With the modules that lead to it: `module.db.aws_db_instance.main`. */
  readonly address: string;
  readonly root: string;
  readonly attributes: Readonly<Record<string, TerraformValue>>;
  /** Nested blocks in order: `ingress`, `lifecycle`, `default_action`. */
  readonly blocks: readonly TerraformNested[];
  /** `count` or `for_each`: absent is one. */
  readonly repeated?: TerraformValue;
}

export interface TerraformNested {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: Readonly<Record<string, TerraformValue>>;
  readonly blocks: readonly TerraformNested[];
  readonly location: Location;
  /** Of a `dynamic` block: how often is not known. */
  readonly dynamic: boolean;
}

/** An expression, as far as literals, variables' defaults, tfvars and locals decide it. */
export type TerraformValue = {
  readonly location: Location;
  /** As written, secrets masked. */
  readonly expression: string;
  /** Addresses that it mentions: `aws_lb.main`, `var.domain`, `module.vpc`. Sorted. */
  readonly references: readonly string[];
} & (
  | { readonly status: 'known'; readonly value: Json }
  /** Differs between tfvars files. */
  | { readonly status: 'oneOf'; readonly values: readonly { readonly when: string; readonly value: Json }[] }
  | { readonly status: 'secret'; readonly placeholder: boolean }
  | { readonly status: 'unknown'; readonly reason: string }
);

export interface TerraformVariable extends Item {
  readonly name: string;
  readonly root: string;
  readonly sensitive: boolean;
  readonly value: TerraformValue;
}

export interface TerraformModuleCall extends Item {
  readonly name: string;
  readonly address: string;
  readonly source: string;
  readonly version?: string;
  readonly attributes: Readonly<Record<string, TerraformValue>>;
}
