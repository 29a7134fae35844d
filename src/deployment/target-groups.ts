import type { TargetGroup } from '../model/aws/index.ts';

export function byTargetGroupArn({ TargetGroupArn }: TargetGroup): string {
  return TargetGroupArn;
}
