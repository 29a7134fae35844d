import type { Location } from './location.ts';

/** What a verdict rests on: the field, its value, and the call or file it was read from. */
export interface Evidence {
  readonly label: string;
  readonly value: string;
  /** An API call (`rds:DescribeDBInstances`) or a file (`config/settings.py:24`). */
  readonly source: string;
  /** The place in the repository, when the evidence has one: reports draw the second arrow to it. */
  readonly location?: Location;
}

export type FixStep =
  | { readonly kind: 'aws-cli' | 'terraform' | 'text'; readonly content: string }
  | { readonly kind: 'diff'; readonly content: string; readonly edit: FileEdit; readonly safety: 'safe' | 'unsafe' };

/** A replacement of one span of one file; offsets are UTF-16 code units from the start of the file. */
export interface FileEdit {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** How to mend a finding, with the real names filled in. */
export interface Fix {
  readonly title: string;
  readonly steps: readonly FixStep[];
}
