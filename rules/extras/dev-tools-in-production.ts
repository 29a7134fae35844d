import type { EvaluatedSettings, Subject, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import type { ResolvedPackage } from '../../src/model/repository/index.ts';
import { DEV_TOOLS, type DevTool, enabled } from '../shared/dev-tools.ts';
import { list } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { found, where } from '../shared/places.ts';
import { setting, settingEvidence } from '../shared/settings.ts';

const TEST_TOOLS = [
  'pytest',
  'pytest-django',
  'black',
  'ruff',
  'flake8',
  'isort',
  'mypy',
  'ipdb',
  'pdbpp',
  'ipython',
  'coverage',
  'factory-boy',
  'pre-commit',
  'locust',
];

type Judged = Subject & ({ readonly tool: DevTool } | { readonly packages: readonly ResolvedPackage[] });

export default defineRule({
  id: 'dev-tools-in-production',
  topic: 'extras/dependency-pinning',
  severity: 'medium',
  docs: {
    title: 'Leave development tools out of production',
    why: 'Toolbars and profilers show queries, settings and the requests of other users to whoever finds their page. Test tools make the image larger and bring holes of their own.',
    how: 'INSTALLED_APPS and MIDDLEWARE are computed for production: an enabled toolbar or profiler that can show or record something is high; low where DEBUG, its middleware or its own switches keep it silent; one that is only installed is low, test tools and formatters among the production requirements are advice.',
    fix: 'Put them into a requirements file or group of their own, and enable them under `if DEBUG`.',
    silent: [
      'test tools in a lock, which holds the groups of developers as well',
      'apps that are added under DEBUG or another switch that production does not set',
      'packages that only a development file names',
    ],
    example: {
      language: 'python',
      bad: 'DEBUG = env.bool("DEBUG", default=False)\nINSTALLED_APPS = ["orders", "debug_toolbar"]',
      good: 'DEBUG = env.bool("DEBUG", default=False)\nINSTALLED_APPS = ["orders"]\nif DEBUG:\n    INSTALLED_APPS += ["debug_toolbar"]  # which only requirements-dev.txt installs',
    },
    references: [
      'https://django-debug-toolbar.readthedocs.io/en/latest/installation.html',
      'https://github.com/jazzband/django-silk#authenticationauthorisation',
    ],
  },
  controls: { cwe: ['489', '1188'], owaspTop10_2021: ['A05'], wellArchitected: ['SEC06'] },
  needs: ['repository.settings', 'repository.dependencies'],
  subjects: ({ repository }): readonly Judged[] => {
    const { settings, dependencies } = repository;
    const present = DEV_TOOLS.filter(
      (tool) => isProduction(dependencies.resolved[tool.package]) || enabled(tool, settings) === 'always',
    );
    const packages = TEST_TOOLS.flatMap((name) => dependencies.resolved[name] ?? []).filter(
      (one) => isProduction(one) && one.from !== 'lock',
    );
    return [
      ...present.map((tool): Judged => ({ ref: { kind: 'setting', id: `INSTALLED_APPS#${tool.app}` }, tool })),
      { ref: { kind: 'file', id: 'test tools', name: 'test tools' }, packages },
    ];
  },
  judge: (subject, { repository: { settings, dependencies } }) =>
    'tool' in subject
      ? ofTool(subject.tool, settings, dependencies.resolved[subject.tool.package])
      : ofPackages(subject.packages),
});

function isProduction(one: ResolvedPackage | undefined): one is ResolvedPackage {
  return one?.role === 'production';
}

function ofTool(tool: DevTool, settings: EvaluatedSettings, installed: ResolvedPackage | undefined): Verdict {
  const apps = setting(settings, 'INSTALLED_APPS');
  const evidence = [
    ...(apps === undefined ? [] : [settingEvidence(apps, settings)]),
    ...(installed === undefined
      ? []
      : [found(tool.package, installed.version ?? installed.specifier, installed.location)]),
  ];
  const answer = enabled(tool, settings);
  const repair = fix('Enable it for developers only', text(`if DEBUG:\n    INSTALLED_APPS += ["${tool.app}"]`));
  if (answer === 'always') {
    const place = apps === undefined ? {} : where(settingPlace(apps, settings));
    const { severity, consequence } = tool.harm(settings);
    return fail(`${tool.app} is enabled in production: ${consequence}`, {
      severity,
      evidence,
      ...place,
      fix: repair,
    });
  }
  if (answer !== 'never')
    return unknown(`whether ${tool.app} is enabled in production could not be computed`, { evidence });
  if (installed === undefined || tool.app === 'django_extensions')
    return pass(`${tool.app} is not enabled`, { evidence });
  return fail(`${tool.package} is installed in production, though not enabled`, {
    severity: 'low',
    evidence,
    location: installed.location,
    fix: repair,
  });
}

function ofPackages(packages: readonly ResolvedPackage[]): Verdict {
  const [first] = packages;
  if (first === undefined) return pass('production installs no test tools');
  return fail(`production installs tools of developers: ${list(packages.map(({ name }) => name))}`, {
    severity: 'info',
    evidence: packages
      .slice(0, 5)
      .map(({ name, version, specifier, location }) => found(name, version ?? specifier, location)),
    location: first.location,
    fix: fix('Give them a file of their own', text('requirements-dev.in')),
  });
}
