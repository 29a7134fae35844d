import {
  type DeployedService,
  defineRule,
  type Evidence,
  type Facts,
  fail,
  notApplicable,
  part,
  pass,
  type ServiceVariable,
  type Subject,
  unknown,
  type Verdict,
} from '../../src/model/index.ts';
import {
  type DependencyFormat,
  isApplicationServer,
  type MonitoringProduct,
  type Requirement,
} from '../../src/model/repository/index.ts';
import { seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { found, where } from '../shared/places.ts';
import { linkEvidence, look, nameOf } from '../shared/service.ts';

const NEEDS = [
  'deployment.services',
  'repository.dependencies',
  'repository.monitoring',
  'repository.dockerfiles',
  'repository.files',
] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

interface Agent {
  readonly package: string;
  readonly product: MonitoringProduct;
  readonly title: string;
  /** What starts it before the program, in the command or in PYTHONPATH. */
  readonly wrapper: RegExp;
  readonly start: string;
}

const AGENTS: readonly Agent[] = [
  {
    package: 'newrelic',
    product: 'newrelic',
    title: 'New Relic',
    wrapper: /newrelic-admin|newrelic\/bootstrap/,
    start: 'newrelic-admin run-program',
  },
  {
    package: 'ddtrace',
    product: 'datadog',
    title: 'Datadog tracing',
    wrapper: /ddtrace-run|ddtrace\/bootstrap/,
    start: 'ddtrace-run',
  },
];

/** An agent that production installs, in one service that answers requests. */
interface Installed extends Subject {
  readonly service: DeployedService;
  readonly agent: Agent;
  readonly declared: Requirement;
}

export default defineRule({
  id: 'apm-not-started',
  topic: 'performance/newrelic',
  severity: 'medium',
  docs: {
    title: 'Start the APM agent that is installed',
    why: 'An agent that is installed and not started, or started without a key or without anything to send to, measures nothing. It is noticed on the day when somebody asks why the site is slow.',
    how: 'For each web service and each agent (newrelic, ddtrace) that production declares: its start is searched for in the running command, in PYTHONPATH and in the code of production (`newrelic.agent.initialize`, `import ddtrace.auto`). Then New Relic needs a license key, from NEW_RELIC_LICENSE_KEY or a configuration file that exists; tracing on Fargate needs an agent in the same task or a variable that says where one is.',
    fix: 'Put `newrelic-admin run-program` or `ddtrace-run` before the server in the command, and give the service its key or its agent.',
    silent: [
      'agents of development files and groups, and packages that others bring along',
      'workers and schedulers',
      "Kubernetes, where Datadog's admission controller injects the start",
      'agents that a variable switches off (DD_TRACE_ENABLED, NEW_RELIC_ENABLED)',
      'an agent on the host: it can be seen neither from the task nor from the repository',
    ],
    example: {
      language: 'dockerfile',
      bad: '# requirements.txt: newrelic; task definition: NEW_RELIC_LICENSE_KEY\nCMD ["gunicorn", "config.wsgi"]',
      good: '# requirements.txt: newrelic; task definition: NEW_RELIC_LICENSE_KEY\nCMD ["newrelic-admin", "run-program", "gunicorn", "config.wsgi"]',
    },
    references: [
      'https://docs.newrelic.com/docs/apm/agents/python-agent/configuration/python-agent-configuration/',
      'https://docs.newrelic.com/docs/apm/agents/python-agent/python-agent-api/initialize-python-agent-api/',
      'https://docs.datadoghq.com/tracing/trace_collection/automatic_instrumentation/dd_libraries/python/',
      'https://docs.datadoghq.com/containers/cluster_agent/admission_controller/',
    ],
  },
  controls: { wellArchitected: ['OPS08', 'PERF'], soc2: ['CC7.2'] },
  needs: NEEDS,
  subjects: (facts) => facts.deployment.services.flatMap((service) => installedIn(service, facts)),
  judge: (subject, facts) => {
    const { service, agent, declared } = subject;
    const variables = look(service.variables, `the variables of ${nameOf(service)} are not all visible`);
    if ('open' in variables) return variables.open;
    const off = variables.value.find(
      ({ name, value = '' }) => SWITCHES.test(name) && /^(false|0|off|no)$/i.test(value),
    );
    if (off !== undefined) return notApplicable(`${off.name} switches ${agent.title} off in ${nameOf(service)}`);
    const evidence = [
      found(`installs ${agent.package}`, declared.specifier || declared.name, declared.location),
      linkEvidence(service),
    ];
    const start = startOf(subject, variables.value, facts);
    if (start === undefined) return notStarted(subject, evidence);
    const started = [...evidence, start];
    return agent.product === 'newrelic'
      ? withKey(subject, variables.value, facts, started)
      : withAgent(subject, variables.value, started);
  },
});

const SWITCHES = /^(DD_TRACE_ENABLED|DD_APM_ENABLED|NEW_RELIC_ENABLED|NEW_RELIC_MONITOR_MODE)$/;
const LOCKS = new Set<DependencyFormat>(['poetry.lock', 'uv.lock', 'pdm.lock', 'Pipfile.lock', 'pylock.toml']);

function installedIn(service: DeployedService, { repository }: Needed): readonly Installed[] {
  if (service.process.status === 'collected' && !isApplicationServer(service.process.value.kind)) return [];
  return AGENTS.flatMap((agent): readonly Installed[] => {
    if (repository.dependencies.resolved[agent.package]?.role !== 'production') return [];
    const declared = repository.dependencies.files
      .filter(({ format, role }) => role === 'production' && !LOCKS.has(format))
      .flatMap(({ requirements }) => requirements.filter(({ name }) => name === agent.package))[0];
    if (declared === undefined) return [];
    return [{ ref: part(service.ref, agent.package), service, agent, declared }];
  });
}

/** Where it is started; undefined when nothing is seen to. */
function startOf(
  { service, agent }: Installed,
  variables: readonly ServiceVariable[],
  { repository }: Needed,
): Evidence | undefined {
  const inCode = repository.monitoring.find(
    ({ product, how, role }) =>
      product === agent.product && role === 'production' && (how === 'call' || how === 'import'),
  );
  if (inCode !== undefined) return found('starts it', inCode.callee ?? agent.package, inCode.location);
  const { process } = service;
  if (process.status === 'collected' && process.value.wrappers.some((wrapper) => agent.wrapper.test(wrapper)))
    return found('command', process.value.text, process.value.location);
  const command = commandOf(service).find((word) => agent.wrapper.test(word));
  if (command !== undefined) return seen('command', command, 'ecs:DescribeTaskDefinition');
  const path = variables.find(({ name, value = '' }) => name === 'PYTHONPATH' && agent.wrapper.test(value));
  if (path !== undefined) return seen('PYTHONPATH', path.value, 'deployment');
  const wrapped = repository.monitoring.find(
    ({ product, how }) => product === agent.product && how === 'wrapper' && process.status === 'unavailable',
  );
  return wrapped && found('command', wrapped.callee ?? agent.start, wrapped.location);
}

function commandOf({ live }: DeployedService): readonly string[] {
  if (live.platform !== 'ecs' || live.task.status === 'unavailable') return [];
  const { command = [], entryPoint = [] } = live.task.value.container;
  return [...entryPoint, ...command].flatMap(({ value }) => value ?? []);
}

function notStarted({ service, agent, declared }: Installed, evidence: readonly Evidence[]): Verdict {
  if (service.platform === 'eks' && agent.product === 'datadog') {
    return notApplicable(`an admission controller may inject ${agent.title} into ${nameOf(service)}`);
  }
  if (service.process.status === 'unavailable') {
    return unknown(`whether ${agent.title} is started could not be seen: ${service.process.reason}`, { evidence });
  }
  const { text: command, location } = service.process.value;
  return fail(`${agent.title} is installed, and nothing starts it in ${nameOf(service)}: nothing is measured`, {
    evidence: [...evidence, found('command', command, location)],
    location: declared.location,
    fix: fix(
      `Start ${agent.title} with the server`,
      text(`${agent.start} ${command}`),
      text(`Or remove ${agent.package} from ${declared.path}.`),
    ),
  });
}

function withKey(
  { service }: Installed,
  variables: readonly ServiceVariable[],
  { repository }: Needed,
  evidence: readonly Evidence[],
): Verdict {
  const image = repository.dockerfiles.filter(({ production }) => production).flatMap(({ final }) => final.env);
  const has = (name: string) =>
    variables.some((one) => one.name === name && one.value !== '') || image.some((entry) => entry.name === name);
  if (has('NEW_RELIC_LICENSE_KEY'))
    return pass(`New Relic is started in ${nameOf(service)} and has a license key`, { evidence });
  const named = variables.find(({ name }) => name === 'NEW_RELIC_CONFIG_FILE')?.value ?? fromImage(image);
  const files = repository.files.files.filter(
    ({ path }) =>
      /(^|\/)newrelic[\w.-]*\.(ini|toml)$/.test(path) ||
      (named !== undefined && `/${path}`.endsWith(`/${named.split('/').at(-1) ?? ''}`)),
  );
  const made = repository.dockerfiles.some(({ stages }) =>
    stages.some(({ runs }) => runs.some((run) => /newrelic-admin generate-config/.test(run.text))),
  );
  const given = repository.monitoring.some(
    ({ product, arguments: args }) => product === 'newrelic' && Object.keys(args).length > 0,
  );
  if (files[0] !== undefined || made || given) {
    return pass(
      `New Relic is started in ${nameOf(service)} with ${files[0]?.path ?? 'a configuration that the code names'}`,
      {
        evidence,
        confidence: 'low',
      },
    );
  }
  const why =
    named === undefined
      ? 'it has neither NEW_RELIC_LICENSE_KEY nor a configuration file'
      : `NEW_RELIC_CONFIG_FILE names ${named}, which is not in the repository`;
  return fail(`New Relic is started in ${nameOf(service)} without a license key (${why}): nothing is measured`, {
    evidence: [...evidence, seen('NEW_RELIC_CONFIG_FILE', named, 'the variables of the service')],
    ...where(evidence[0]?.location),
    fix: fix(
      'Give it its key',
      text('NEW_RELIC_LICENSE_KEY from Secrets Manager, NEW_RELIC_APP_NAME beside it; deploy.'),
    ),
  });
}

function fromImage(
  image: readonly { readonly name: string; readonly value: { readonly status: string; readonly text?: string } }[],
): string | undefined {
  const value = image.find(({ name }) => name === 'NEW_RELIC_CONFIG_FILE')?.value;
  return value?.status === 'known' ? value.text : undefined;
}

/** Only on Fargate is everything that could listen part of the task. */
function withAgent(
  { service }: Installed,
  variables: readonly ServiceVariable[],
  evidence: readonly Evidence[],
): Verdict {
  const { live } = service;
  const good = pass(`Datadog tracing is started in ${nameOf(service)}`, { evidence });
  if (live.platform !== 'ecs' || live.task.status === 'unavailable') return good;
  const { definition } = live.task.value;
  const fargate =
    live.service.launchType === 'FARGATE' || definition.requiresCompatibilities?.includes('FARGATE') === true;
  const told = variables.some(({ name }) =>
    /^DD_(AGENT_HOST|TRACE_AGENT_URL|TRACE_AGENT_HOSTNAME|DOGSTATSD_URL)$/.test(name),
  );
  const beside = definition.containerDefinitions.find(({ name, image }) => /datadog/i.test(`${name} ${image}`));
  if (!fargate || told || beside !== undefined) return good;
  return fail(
    `Datadog tracing is started in ${nameOf(service)}, and its task has no agent to send to: nothing is measured`,
    {
      evidence: [
        ...evidence,
        seen(
          'containers',
          definition.containerDefinitions.map(({ name }) => name),
          'ecs:DescribeTaskDefinition',
        ),
      ],
      ...where(evidence[0]?.location),
      fix: fix(
        `Give the task an agent`,
        text(
          'A container datadog-agent (public.ecr.aws/datadog/agent, DD_APM_ENABLED=true, ECS_FARGATE=true, DD_API_KEY from Secrets Manager) beside the application: both share localhost.',
        ),
      ),
    },
  );
}
