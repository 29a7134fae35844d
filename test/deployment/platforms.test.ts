import { describe, expect, it } from 'vitest';
import type { EvaluateSettings } from '../../src/deployment/index.ts';
import { collected, type DeployedService, type Json, unavailable } from '../../src/model/index.ts';
import type { K8sContainer, Manifest } from '../../src/model/repository/index.ts';
import { autoScalingGroup } from '../build/autoscaling.ts';
import { cluster, nodegroup } from '../build/eks.ts';
import { container, job, kubernetes, step, workflow, workload } from '../build/pipeline.ts';
import { process, resource, terraform, tf } from '../build/process.ts';
import { at, command, item, text, variable } from '../build/repository.ts';
import { type Given, join, settings } from './joined.ts';

const NONE: Given = { 'ecs.services': collected([]), 'ecs.taskDefinitions': collected([]) };

function servicesOf(given: Given, evaluate: EvaluateSettings = () => collected(settings)): readonly DeployedService[] {
  const { services } = join({ ...NONE, ...given }, evaluate);
  if (services.status === 'unavailable') throw new Error(services.reason);
  return services.value;
}

describe('an EKS workload', () => {
  const MODULE = variable('DJANGO_SETTINGS_MODULE', text('config.settings.production'), at('k8s/web.yaml', 24));
  const config: Manifest = {
    ...item('k8s/config.yaml', 1, 'ConfigMap/shop'),
    kind: 'ConfigMap',
    apiVersion: 'v1',
    name: 'shop',
    origin: 'manifest',
    templated: false,
    body: { data: { ALLOWED_HOSTS: 'shop.example.com' } },
    labels: {},
  };
  const given = (more: Partial<K8sContainer>, manifests: readonly Manifest[] = [config]): Given => ({
    'eks.clusters': collected([cluster()]),
    'eks.nodegroups': collected([nodegroup()]),
    'repository.kubernetes': collected(
      kubernetes({
        manifests,
        workloads: [workload('web', { containers: [container('web', { env: [MODULE], ...more })] })],
      }),
    ),
  });

  it('runs on the only cluster, by its manifest, with its node groups', () => {
    const [web, ...others] = servicesOf(given({}));
    expect(others).toEqual([]);
    expect(web).toMatchObject({
      platform: 'eks',
      ref: { id: `${cluster().arn}#default/deployment/web`, name: 'web' },
      repository: { reason: 'its DJANGO_SETTINGS_MODULE config.settings.production is a module of the repository' },
      copies: { value: { desired: 3, steady: 3, maximum: 4 } },
    });
    expect(web?.carriers.map(({ reason, confidence }) => `${confidence}: ${reason}`)).toEqual([
      "medium: prod is the account's only EKS cluster",
      'medium: node group web is of cluster prod',
    ]);
  });

  it('starts a process of the application', () => {
    const starts = process({ artefact: 'kubernetes', via: [at('k8s/web.yaml', 22)] });
    const [web] = servicesOf({ ...given({ env: [] }), 'repository.processes': collected([starts]) });
    expect(web?.repository.reason).toBe('container web of k8s/web.yaml:20 starts gunicorn');
  });

  it('is none of ours without a settings module or a process', () => {
    expect(servicesOf(given({ env: [] }))).toEqual([]);
  });

  it('is not guessed among several clusters, but found by the workflow that names one', () => {
    const two = { ...given({}), 'eks.clusters': collected([cluster(), cluster({ name: 'other' })]) };
    expect(servicesOf(two)).toEqual([]);
    const deploy = workflow([
      job('deploy', [step({ run: command('aws eks update-kubeconfig --name prod && kubectl apply -f k8s') })]),
    ]);
    const [web] = servicesOf({ ...two, 'repository.workflows': collected([deploy]) });
    expect(web?.carriers[0]).toMatchObject({ confidence: 'high', to: cluster().ref });
  });

  it('gives the settings its variables: those of ConfigMaps with their text, of Secrets by name', () => {
    const asked: Parameters<EvaluateSettings>[0][] = [];
    const secret: Manifest = { ...config, ...item('k8s/s.yaml'), kind: 'SealedSecret', name: 'keys', body: keys };
    servicesOf(
      given(
        {
          env: [
            MODULE,
            variable('DATABASE_URL', { status: 'reference', text: 'secretKeyRef shop-env DATABASE_URL' }),
            variable('POD', { status: 'reference', text: 'fieldRef metadata.name' }),
          ],
          envFrom: [
            { kind: 'configMap', name: 'shop', location: at('k8s/web.yaml', 28) },
            { kind: 'secret', name: 'keys', location: at('k8s/web.yaml', 30) },
          ],
        },
        [config, secret],
      ),
      (request) => {
        asked.push(request);
        return collected(settings);
      },
    );
    expect(asked[0]?.variables.map(({ name, source, value, valueFrom }) => [name, source, value ?? valueFrom])).toEqual(
      [
        ['ALLOWED_HOSTS', 'kubernetes manifest', 'shop.example.com'],
        ['SECRET_KEY', 'kubernetes secret', 'secret keys, key SECRET_KEY'],
        ['DJANGO_SETTINGS_MODULE', 'kubernetes manifest', 'config.settings.production'],
        ['DATABASE_URL', 'kubernetes secret', 'secret shop-env, key DATABASE_URL'],
        ['POD', 'kubernetes manifest', undefined],
      ],
    );
  });

  const keys: Json = { spec: { encryptedData: { SECRET_KEY: 'AgB' } } };

  it('has variables that nobody can tell when their source is not in the repository', () => {
    const starts = process({ artefact: 'kubernetes', via: [at('k8s/web.yaml', 22)] });
    const envFrom = [{ kind: 'secret' as const, name: 'elsewhere', location: at('k8s/web.yaml', 28) }];
    const [web] = servicesOf({ ...given({ envFrom }), 'repository.processes': collected([starts]) });
    expect(web?.variables).toEqual(unavailable('secret elsewhere of web is not in the repository'));
    expect(web?.settings).toEqual(web?.variables);
  });

  it('may be there when the clusters were denied', () => {
    const denied = unavailable('denied: eks:ListClusters', 'eks:ListClusters');
    expect(join({ ...NONE, ...given({}), 'eks.clusters': denied }).services).toEqual(denied);
  });
});

describe('an Auto Scaling group', () => {
  const group = autoScalingGroup();
  const declared = collected(
    terraform({ resources: [resource('aws_autoscaling_group.web', { name: tf(group.AutoScalingGroupName) })] }),
  );

  it('runs the repository when Terraform beside the code declares it, and only it', () => {
    const [web] = servicesOf({ 'autoscaling.groups': collected([group]), 'repository.terraform': declared });
    expect(web).toMatchObject({
      platform: 'auto scaling',
      repository: { confidence: 'medium' },
      variables: { status: 'unavailable' },
      frontDoors: { status: 'collected', value: [{ targetGroup: {} }] },
    });
  });

  it.each(['elasticbeanstalk:environment-name', 'eks:cluster-name', 'AmazonECSManaged'])(
    'of another platform is not one of its own: %s',
    (Key) => {
      const made = autoScalingGroup({ Tags: [{ Key, Value: 'x' }] });
      expect(servicesOf({ 'autoscaling.groups': collected([made]), 'repository.terraform': declared })).toEqual([]);
    },
  );

  it('without a declaration or a deployment is none of ours', () => {
    expect(servicesOf({ 'autoscaling.groups': collected([group]) })).toEqual([]);
  });
});
