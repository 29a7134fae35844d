import type { Ec2Instance } from '../../src/model/aws/index.ts';
import { defineRule, type FixStep, fail, pass, unknown } from '../../src/model/index.ts';
import { cis } from '../shared/cis.ts';
import { seen } from '../shared/evidence.ts';
import { cli, ebExtension, ebOptions, fix, terraform, text } from '../shared/fix.ts';
import { tag } from '../shared/scope.ts';

export default defineRule({
  id: 'imdsv1-allowed',
  topic: 'hosting/elastic-beanstalk',
  severity: 'medium',
  docs: {
    title: 'Require IMDSv2 on instances',
    why: "With version 1 of the metadata service one request that the application can be talked into (a URL field that it fetches, a webhook) returns the credentials of the instance's role.",
    how: 'Each running instance is asked: where `MetadataOptions.HttpEndpoint` is enabled, `HttpTokens` must be required. The option DisableIMDSv1 of Elastic Beanstalk is only the fix: its default has changed with the platforms, the instance tells the truth.',
    fix: 'Require tokens on the instance and in what it is launched from, or the next instance is open again.',
    silent: ['instances whose metadata service is off'],
    example: {
      language: 'hcl',
      bad: 'metadata_options {\n  http_endpoint = "enabled"\n  http_tokens   = "optional"\n}',
      good: 'metadata_options {\n  http_endpoint = "enabled"\n  http_tokens   = "required"\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-ec2-imds.html',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.ec2.namespace.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-8',
    ],
  },
  controls: {
    cisAws: cis('imdsv2'),
    awsFsbp: ['EC2.8', 'AutoScaling.3'],
    wellArchitected: ['SEC06'],
    soc2: ['CC6.6'],
    cwe: ['918'],
    owaspTop10_2021: ['A10'],
  },
  needs: ['ec2.instances'],
  subjects: ({ ec2 }) => ec2.instances.filter(({ State }) => State?.Name === 'running'),
  judge: (instance) => {
    const { HttpEndpoint, HttpTokens } = instance.MetadataOptions ?? {};
    const evidence = [
      seen('HttpEndpoint', HttpEndpoint, 'ec2:DescribeInstances'),
      seen('HttpTokens', HttpTokens, 'ec2:DescribeInstances'),
    ];
    const what = tag(instance.Tags, 'Name') ?? instance.InstanceId;
    if (HttpEndpoint === 'disabled') return pass(`${what} has no metadata service`, { evidence });
    if (HttpTokens === 'required') return pass(`${what} requires IMDSv2`, { evidence });
    if (HttpTokens === undefined) return unknown(`AWS gave no metadata options of ${what}`, { evidence });
    return fail(
      `the instance ${what} (${instance.InstanceId}) answers IMDSv1: a request forged on the server side returns the credentials of its role; require IMDSv2`,
      {
        evidence,
        fix: require(instance),
      },
    );
  },
});

function require({ InstanceId, Tags, ref }: Ec2Instance) {
  const environment = tag(Tags, 'elasticbeanstalk:environment-name');
  const option = { namespace: 'aws:autoscaling:launchconfiguration', name: 'DisableIMDSv1', value: 'true' };
  const modify = { 'instance-id': InstanceId, 'http-tokens': 'required', 'http-endpoint': 'enabled' };
  return fix(
    `Require IMDSv2 on ${InstanceId}`,
    text(
      environment === undefined
        ? 'Takes effect at once, without a restart; SDKs from before 2020 (boto3 1.12 and older) lose their credentials. Set the same in the launch template, or the next instance is open again.'
        : 'Without downtime where there are two instances: Elastic Beanstalk replaces the instances by its update policy, and may migrate the environment to a launch template: its roles need the permissions of the managed policies.',
    ),
    ...(environment === undefined
      ? [cli('ec2 modify-instance-metadata-options', modify, ref.region), ...inTemplate(Tags, ref.region)]
      : [ebOptions(environment, ref.region, [option]), ebExtension([option])]),
    terraform('metadata_options { http_tokens = "required" } of aws_instance or aws_launch_template'),
  );
}

/** EC2 tags what it starts from a launch template with the template and the version. */
function inTemplate(tags: Ec2Instance['Tags'], region: string | undefined): readonly FixStep[] {
  const template = tag(tags, 'aws:ec2launchtemplate:id');
  if (template === undefined) return [];
  const data = { MetadataOptions: { HttpTokens: 'required', HttpEndpoint: 'enabled' } };
  const version = {
    'launch-template-id': template,
    'source-version': tag(tags, 'aws:ec2launchtemplate:version'),
    'launch-template-data': JSON.stringify(data),
  };
  return [
    text(`It was started from ${template}: let its group use the version that this makes.`),
    cli('ec2 create-launch-template-version', version, region),
  ];
}
