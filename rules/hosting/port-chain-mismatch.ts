import {
  type DeployedService,
  defineRule,
  type Evidence,
  type FrontDoor,
  fail,
  notApplicable,
  part,
  pass,
  type Subject,
  unknown,
} from '../../src/model/index.ts';
import type { AppProcess, Dockerfile, Effective } from '../../src/model/repository/index.ts';
import { productionDockerfiles, shippedStages } from '../shared/dockerfiles.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { targetsAreHealthy } from '../shared/health-check.ts';
import { type DeployedTask, taskOf } from '../shared/live.ts';
import { found, place as placeOf, where } from '../shared/places.ts';
import { type Blind, linkEvidence, look, nameOf, partsOf } from '../shared/service.ts';

export default defineRule({
  id: 'port-chain-mismatch',
  topic: 'hosting/ecs',
  severity: 'high',
  docs: {
    title: 'Let the server listen where the load balancer asks',
    why: 'The load balancer sends requests to the container port of the service. A server that listens on another port, or only on the loopback address of its container, answers nobody: no target becomes healthy, and ECS replaces tasks without end.',
    how: 'For each target group of an ECS service the port that the server binds (command line, configuration file, the live variable PORT, else 127.0.0.1:8000 as gunicorn does) is compared with the container port of the service. Another port, or a loopback address, is high; so are targets that are asked over HTTPS while gunicorn has no certificate. An EXPOSE of the Dockerfile that names another port is only advice. Targets that are healthy now prove that the chain holds.',
    fix: 'Bind 0.0.0.0 and the container port: `gunicorn --bind 0.0.0.0:8000`.',
    silent: [
      'Elastic Beanstalk: its nginx passes requests on inside the machine',
      'a unix socket beside another container of the task, which is the one that the load balancer asks',
      'a bind that could not be computed: unknown',
    ],
    example: {
      language: 'dockerfile',
      bad: '# aws_ecs_service: container_port = 8000\nCMD ["gunicorn", "config.wsgi", "--bind", "127.0.0.1:8000"]',
      good: '# aws_ecs_service: container_port = 8000\nCMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000"]',
    },
    references: [
      'https://docs.gunicorn.org/en/stable/settings.html#bind',
      'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html',
    ],
  },
  controls: { wellArchitected: ['REL08'] },
  needs: ['deployment.services', 'repository.dockerfiles'],
  subjects: ({ deployment }) => deployment.services.flatMap(chains),
  judge: (chain, { repository }) => {
    if ('blind' in chain) return unknown(chain.blind);
    const { service } = chain;
    if (service.platform !== 'ecs') return notApplicable('only a service of ECS names the port of its container');
    const task = taskOf(service);
    if (task === undefined) return unknown(`the task definition of ${nameOf(service)} could not be read`);
    const process = look(service.process, `the command of ${nameOf(service)} is not known`);
    if ('open' in process) return process.open;
    const port = portOf(task, chain.door);
    if (port === undefined) return unknown(`the container port of ${nameOf(service)} could not be told`);
    return judgeChain(chain, task, process.value, port, repository.dockerfiles);
  },
});

interface Chain extends Subject {
  readonly service: DeployedService;
  readonly door: FrontDoor;
}

function chains(service: DeployedService): readonly (Chain | Blind)[] {
  return partsOf(service, service.frontDoors, 'load balancers', (door) => ({
    ref: part(service.ref, door.targetGroup.TargetGroupName),
    service,
    door,
  }));
}

function portOf({ service, container }: DeployedTask, { targetGroup }: FrontDoor): number | undefined {
  return service.loadBalancers?.find(
    ({ targetGroupArn, containerName }) =>
      targetGroupArn === targetGroup.TargetGroupArn && containerName === container.name,
  )?.containerPort;
}

function judgeChain(
  chain: Chain,
  task: DeployedTask,
  process: AppProcess,
  port: number,
  dockerfiles: readonly Dockerfile[],
) {
  const { service, door } = chain;
  const bind = bindOf(process, service);
  if (bind === undefined)
    return unknown(`where ${process.kind} of ${nameOf(service)} listens is not said in a way that could be read`);
  if (bind.status === 'unknown') return unknown(`where ${nameOf(service)} listens is not known: ${bind.reason}`);
  const sockets = bind.value.map(socket);
  const evidence: readonly Evidence[] = [
    { label: 'listens on', value: bind.value.join(', '), ...source(bind, process) },
    seen('containerPort of the service', port, 'ecs:DescribeServices'),
    seen(
      'target group',
      `${door.targetGroup.Protocol ?? ''} ${door.targetGroup.Port ?? ''}`,
      'elasticloadbalancing:DescribeTargetGroups',
    ),
    linkEvidence(service),
  ];
  const details = { evidence, ...where(bind.location ?? process.location), fix: bindFix(process, port) };
  if (targetsAreHealthy(door) && door.targetGroup.HealthCheckPort === 'traffic-port')
    return pass(`the targets of ${door.targetGroup.TargetGroupName} are healthy: requests reach ${nameOf(service)}`, {
      evidence,
    });
  if (sockets.some((one) => 'unix' in one))
    return task.definition.containerDefinitions.length > 1
      ? notApplicable(`${nameOf(service)} listens on a socket of its task`)
      : fail(`${nameOf(service)} listens on ${list(bind.value)} and the load balancer asks port ${port}`, details);
  const matching = sockets.filter((one) => 'port' in one && one.port === port);
  if (matching.length === 0)
    return fail(
      `${nameOf(service)} listens on ${list(bind.value)} and the load balancer asks port ${port}: no target becomes healthy`,
      details,
    );
  if (matching.every((one) => 'loopback' in one && one.loopback))
    return fail(
      `${nameOf(service)} listens on ${list(bind.value)}, which only its own container reaches: no target becomes healthy`,
      details,
    );
  return (
    withoutTls(chain, process, evidence) ??
    exposed(dockerfiles, port, evidence) ??
    pass(`${nameOf(service)} listens on port ${port}, which ${door.targetGroup.TargetGroupName} asks`, { evidence })
  );
}

type Bind = Effective<readonly string[]>;

/** gunicorn without a bind takes PORT of its environment, and that is the live one. */
function bindOf({ gunicorn, server }: AppProcess, { variables }: DeployedService): Bind | undefined {
  if (gunicorn === undefined) return server?.bind;
  const { bind } = gunicorn;
  if (bind.source !== 'default' && bind.source !== 'environment') return bind;
  const live = variables.status === 'collected' ? variables.value.find(({ name }) => name === 'PORT') : undefined;
  if (live === undefined) return bind;
  return live.value === undefined
    ? { status: 'unknown', reason: 'PORT is a secret', source: 'environment' }
    : { status: 'known', value: [`0.0.0.0:${live.value}`], source: 'environment' };
}

function source(bind: Bind, process: AppProcess): Pick<Evidence, 'source' | 'location'> {
  const said = bind.source !== 'default' && bind.source !== 'environment';
  const location = bind.location ?? (said ? process.location : undefined);
  return location === undefined ? { source: `gunicorn's ${bind.source}` } : { source: placeOf(location), location };
}

type Socket = { readonly unix: true } | { readonly port: number; readonly loopback: boolean };

/** `0.0.0.0:8000`, `:8000`, `[::]:8000`, `localhost`, `unix:/run/app.sock`. */
function socket(text: string): Socket {
  if (/^(unix:|\/|fd:)/.test(text)) return { unix: true };
  const [, host = '', port = '8000'] = /^(?:tcp:\/\/)?(.*?)(?::(\d+))?$/.exec(text) ?? [];
  return { port: Number(port), loopback: /^(127\.|localhost$|\[?::1\]?$)/.test(host) };
}

function withoutTls({ service, door }: Chain, { gunicorn, location }: AppProcess, evidence: readonly Evidence[]) {
  if (door.targetGroup.Protocol !== 'HTTPS' || gunicorn === undefined) return undefined;
  if (gunicorn.certfile.status !== 'known' || gunicorn.certfile.value !== null) return undefined;
  return fail(
    `target group ${door.targetGroup.TargetGroupName} speaks HTTPS and gunicorn of ${nameOf(service)} has no certificate: every request ends in 502`,
    {
      evidence,
      ...where(location),
      fix: fix(
        'Speak the same protocol',
        text('gunicorn … --certfile /path/cert.pem --keyfile /path/key.pem, or a target group with the protocol HTTP'),
      ),
    },
  );
}

function exposed(dockerfiles: readonly Dockerfile[], port: number, evidence: readonly Evidence[]) {
  const [dockerfile, ...others] = productionDockerfiles(dockerfiles);
  if (dockerfile === undefined || others.length > 0) return undefined;
  const exposes = shippedStages(dockerfile).flatMap((stage) => stage.exposed);
  const [first] = exposes;
  if (first === undefined || exposes.some((one) => one.port === port)) return undefined;
  return fail(
    `${dockerfile.path} exposes port ${first.port}, and the service runs on port ${port}: EXPOSE misleads whoever reads it`,
    {
      severity: 'info',
      evidence: [...evidence, found('EXPOSE', String(first.port), first.location)],
      location: first.location,
      fix: fix('Name the port that is used', text(`EXPOSE ${port}`)),
    },
  );
}

function bindFix({ gunicorn, kind }: AppProcess, port: number) {
  const option = gunicorn === undefined ? `${kind} … on 0.0.0.0, port ${port}` : `gunicorn … --bind 0.0.0.0:${port}`;
  return fix(`Listen on every address, port ${port}`, text(option));
}
