import { createHash } from 'node:crypto';
import type { SubjectRef } from '../model/index.ts';
import { identity } from '../model/index.ts';

/** The resource of which `arn…#443` is a part: both stand and fall together. */
export function wholeOf(id: string): string {
  return id.replace(/#.*$/s, '');
}

/**
 * 32 hexadecimal digits of rule, account and subject.
 * @param ordinal tells apart subjects that have the same identity: two security groups named "web"
 */
export function fingerprint(rule: string, account: string | undefined, subject: SubjectRef, ordinal = 0): string {
  const text = [rule, account ?? '', identity(subject), ...(ordinal === 0 ? [] : [String(ordinal)])].join('\0');
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
