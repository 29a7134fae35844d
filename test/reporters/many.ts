import type { Result } from '../../src/model/index.ts';
import { SEVERITIES } from '../../src/model/index.ts';
import { IN_ACCOUNT, IN_FILE } from '../build/report.ts';

/** So many findings, the most severe first, half of them in the account, with names that are all different. */
export function many(count: number): readonly Result[] {
  return Array.from({ length: count }, (_, index) => {
    const like = index % 2 === 0 ? IN_ACCOUNT : IN_FILE;
    const id = like === IN_FILE ? `SETTING_${index}` : `${IN_ACCOUNT.subject.id}-${index}`;
    return {
      ...like,
      severity: SEVERITIES[Math.floor((index * 5) / count)] ?? 'info',
      subject: { ...like.subject, id, name: `db ${index}` },
      fingerprint: index.toString(16).padStart(32, '0'),
    };
  });
}
