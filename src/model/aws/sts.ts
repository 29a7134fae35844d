import type { Subject } from '../subject.ts';

/** The caller, from `sts:GetCallerIdentity`. */
interface Identity extends Subject {
  readonly Account: string;
  readonly Arn: string;
}

export interface StsFacts {
  'sts.identity': readonly Identity[];
}
