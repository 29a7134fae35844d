import { describe, expect, it } from 'vitest';
import { djaudit } from '../cli/run.ts';

/** Characters of a managed policy, blanks aside: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST = 6144;

describe('examples/aws', () => {
  it.each([
    ['terraform', 'policy.tf'],
    ['cloudformation', 'policy.yaml'],
  ])('has the policy of djaudit iam-policy --format %s', async (format, file) => {
    const { stdout } = await djaudit(['iam-policy', '--format', format]);
    await expect(stdout).toMatchFileSnapshot(`../../examples/aws/${file}`);
  });

  it('fits into one managed policy', async () => {
    const { stdout } = await djaudit(['iam-policy']);
    expect(stdout.replaceAll(/\s/g, '').length).toBeLessThan(MOST);
  });
});
