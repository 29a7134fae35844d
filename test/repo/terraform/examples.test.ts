import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Terraform } from '../../../src/model/repository/index.ts';
import { factOf } from '../fact.ts';

const FILES = readdirSync('examples/aws').filter((name) => name.endsWith('.tf'));
const text = (name: string) => readFileSync(`examples/aws/${name}`, 'utf8');

describe('examples/aws', () => {
  it('are read whole: a role for each provider, with the policy that djaudit prints', async () => {
    const { resources } = await factOf<Terraform>(
      Object.fromEntries(FILES.map((name) => [name, text(name)])),
      'repository.terraform',
    );
    expect(resources.map(({ type, name }) => `${type}.${name}`).toSorted()).toEqual([
      'aws_iam_policy.djaudit',
      'aws_iam_role.github',
      'aws_iam_role.gitlab',
      'aws_iam_role_policy_attachment.github',
      'aws_iam_role_policy_attachment.gitlab',
    ]);
  });

  it.each(['github.tf', 'gitlab.tf', 'github.yaml'])('%s trusts one branch of one repository, by equality', (name) => {
    expect(text(name)).toMatch(/:sub"?:?\s/);
    expect(text(name)).toContain('StringEquals');
    expect(text(name)).not.toContain('StringLike');
    for (const [line] of text(name).matchAll(/^.*(?:repo:|project_path:)[^\n]*$/gm)) expect(line).not.toContain('*');
  });
});
