import rule from '../../rules/hosting/terraform-state-unsafe.ts';
import type { Item, TerraformRoot, TerraformValue } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { resource, terraform, tf } from '../build/process.ts';
import { at, item } from '../build/repository.ts';

const root = (type: string | undefined, attributes: Readonly<Record<string, TerraformValue>> = {}): TerraformRoot => ({
  ...item('terraform', 1),
  folder: 'terraform',
  providers: ['aws'],
  lockFile: true,
  ...(type === undefined ? {} : { backend: { type, attributes, location: at('terraform/main.tf', 3) } }),
});
const given = (rootModules: readonly TerraformRoot[], stateFiles: readonly Item[] = []) => ({
  given: {
    repository: { terraform: terraform({ rootModules, stateFiles, resources: [resource('aws_db_instance.main')] }) },
  },
});
const BUCKET = { bucket: tf('state'), key: tf('shop') };

testRule(rule, {
  pass: {
    'S3, encrypted and locked': given([root('s3', { ...BUCKET, encrypt: tf(true), use_lockfile: tf(true) })]),
    'a lock table': given([root('s3', { ...BUCKET, encrypt: tf(true), dynamodb_table: tf('locks') })]),
    'Terraform Cloud': given([root('cloud')]),
  },
  fail: {
    'a state in git': {
      ...given([], [item('terraform/terraform.tfstate')]),
      reports: ['terraform/terraform.tfstate is a Terraform state in git: every secret that Terraform knows is in it'],
      severities: ['critical'],
    },
    'no backend': {
      ...given([root(undefined)]),
      reports: ['the Terraform module terraform keeps its state on the disk of whoever applies it: it has no backend'],
      severities: ['medium'],
    },
    'S3 without either': {
      ...given([root('s3', BUCKET)]),
      reports: ['the Terraform module terraform keeps its state in S3 without encrypt = true and use_lockfile = true'],
      severities: ['low'],
    },
  },
  unknown: { 'an unknown backend': { ...given([root('etcd')]), reasons: ['the backend etcd is not known'] } },
  silent: {
    'settings that come with the command': given([root('s3')]),
    'a module without resources': {
      given: { repository: { terraform: terraform({ rootModules: [root(undefined)] }) } },
    },
  },
});
