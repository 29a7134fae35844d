import rule from '../../rules/https/settings-module-mismatch.ts';
import { collected, type DeployedService, unavailable } from '../../src/model/index.ts';
import type { Dockerfile, SettingsModuleMention } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { beanstalkService, denied, liveSettings, service, task, variables } from '../build/deployment.ts';
import { container } from '../build/ecs.ts';
import { project } from '../build/project.ts';
import { ref } from '../build/ref.ts';
import { at, dockerfile, file, files, item, text, variable } from '../build/repository.ts';

const PRODUCTION = 'config.settings.production';
const DEV = 'config.settings.dev';

function mention(
  module: string,
  source: SettingsModuleMention['source'] = 'wsgi',
  how: SettingsModuleMention['how'] = 'setdefault',
): SettingsModuleMention {
  const path = `config/${source}.py`;
  return {
    ...item(path, 5, module),
    module,
    source,
    how,
    file: `${module.replaceAll('.', '/')}.py`,
    evidence: { text: module, location: at(path, 5) },
  };
}

interface Given {
  readonly module?: string;
  readonly service?: Partial<DeployedService>;
  readonly services?: readonly DeployedService[];
  readonly mentions?: readonly SettingsModuleMention[];
  readonly dockerfiles?: readonly Dockerfile[];
}

const under = (module: string, debug: boolean) => collected({ ...liveSettings({ DEBUG: debug }), module });

function given({ module, service: more = {}, services, mentions = [mention(PRODUCTION)], dockerfiles = [] }: Given) {
  const own = service({
    variables: variables(module === undefined ? {} : { DJANGO_SETTINGS_MODULE: module }),
    settings: under(module ?? PRODUCTION, false),
    ...more,
  });
  return {
    given: {
      deployment: { services: services ?? [own] },
      repository: {
        project: project({ settingsModules: mentions }),
        files: files(
          [
            'config/__init__.py',
            'config/settings/__init__.py',
            'config/settings/production.py',
            'config/settings/dev.py',
          ].map((path) => file(path)),
        ),
        dockerfiles,
      },
    },
  };
}
const image = (module: string) =>
  dockerfile({ final: { env: [variable('DJANGO_SETTINGS_MODULE', text(module), at('Dockerfile', 4))] } });

function worker(module: string): DeployedService {
  return service({
    ref: ref('arn:aws:ecs:eu-west-1:123456789012:service/shop/shop-worker', 'shop-worker'),
    process: unavailable('the live command is not one that the repository has'),
    live: task({ container: container({ command: [{ value: 'celery' }, { value: 'worker' }] }) }),
    variables: variables({ DJANGO_SETTINGS_MODULE: module }),
    settings: under(module, false),
  });
}
const noEnvironment = () => {
  const { environment: _, ...rest } = service({
    variables: variables({ DJANGO_SETTINGS_MODULE: DEV }),
    settings: under(DEV, false),
  });
  return rest;
};

testRule(rule, {
  pass: {
    'the module of production': given({ module: PRODUCTION }),
    'no variable, and the code falls back to production': given({}),
    'no variable, and the image names it': given({
      dockerfiles: [image(PRODUCTION)],
      mentions: [mention(PRODUCTION, 'dockerfile'), mention(DEV)],
    }),
    'the same in the worker': given({
      services: [service({ settings: under(PRODUCTION, false) }), worker(PRODUCTION)],
    }),
  },
  fail: {
    'a module that is not there': {
      ...given({ module: 'config.settings.prod' }),
      reports: [
        'ECS service shop-web loads config.settings.prod, and the repository has no such module: the next deployment of this code does not start',
      ],
      severities: ['high'],
    },
    'DEBUG is on in another module': {
      ...given({ module: DEV, service: { settings: under(DEV, true) } }),
      reports: [
        'ECS service shop-web loads config.settings.dev, whose DEBUG is on: it runs with the settings of development',
      ],
      severities: ['critical'],
    },
    'a module for development in what its tag calls production': {
      ...given({ module: DEV }),
      reports: [
        'ECS service shop-web loads config.settings.dev, and its tag Environment calls it production: it runs with the settings of development',
      ],
      severities: ['high'],
    },
    'no variable, and the code falls back to development': {
      ...given({ service: { settings: under(DEV, true) }, mentions: [mention(PRODUCTION, 'workflow'), mention(DEV)] }),
      reports: [
        'ECS service shop-web does not set DJANGO_SETTINGS_MODULE and falls back to config.settings.dev, whose DEBUG is on: it runs with the settings of development',
      ],
      severities: ['high'],
    },
    'an assignment in wsgi.py goes before the variable': {
      ...given({
        module: PRODUCTION,
        service: { settings: under(DEV, true) },
        mentions: [mention(PRODUCTION, 'dockerfile'), mention(DEV, 'wsgi', 'assignment')],
      }),
      reports: [
        'ECS service shop-web loads config.settings.dev, whose DEBUG is on: it runs with the settings of development',
      ],
    },
    'the image names development': {
      ...given({ dockerfiles: [image(DEV)], service: { settings: under(DEV, true) } }),
      reports: [
        'ECS service shop-web loads config.settings.dev, whose DEBUG is on: it runs with the settings of development',
      ],
    },
    'a worker with other settings': {
      ...given({
        services: [service({ settings: under(PRODUCTION, false) }), worker('config.settings')],
      }),
      reports: [
        'ECS service shop-worker loads config.settings and ECS service shop-web config.settings.production: what the web sends, the worker may do with other settings',
      ],
      severities: ['medium'],
    },
  },
  unknown: {
    'the variables are not all visible': {
      ...given({ service: { variables: denied } }),
      reasons: ['the variables of ECS service shop-web are not all visible: denied: ecs:DescribeTaskDefinition'],
    },
    'a module of a package': {
      ...given({ module: 'shop_platform.settings' }),
      reasons: ['shop_platform.settings of ECS service shop-web is not in the repository: a package may bring it'],
    },
    'only the name sounds like development': {
      ...given({ services: [noEnvironment()] }),
      reasons: [
        'whether config.settings.dev is meant for ECS service shop-web could not be told: a tag Environment would say what it is',
      ],
    },
    'nothing says it': {
      ...given({ mentions: [] }),
      reasons: ['nothing says which settings ECS service shop-web loads: DJANGO_SETTINGS_MODULE is not set'],
    },
    'delivered as a secret': {
      ...given({ service: { variables: collected([{ name: 'DJANGO_SETTINGS_MODULE', source: 'ecs secret' }]) } }),
      reasons: ['DJANGO_SETTINGS_MODULE of ECS service shop-web is delivered as a secret: its value would decide it'],
    },
  },
  silent: {
    'an environment for development': given({
      module: DEV,
      service: { settings: under(DEV, true), environment: { name: 'development', reason: 'its tag Environment' } },
    }),
    'Elastic Beanstalk for tests': given({
      services: [beanstalkService({ environment: { name: 'test', reason: 'its variable ENVIRONMENT' } })],
    }),
  },
});
