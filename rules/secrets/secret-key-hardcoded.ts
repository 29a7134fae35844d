import type { Alternative, EvaluatedSettings, FailDetails, Setting, Subject, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, part, pass, unknown } from '../../src/model/index.ts';
import type { EnvironmentEntry, Item } from '../../src/model/repository/index.ts';
import { fix, text } from '../shared/fix.ts';
import { notFollowed, settingPlace } from '../shared/judge-setting.ts';
import { byDefaultWords } from '../shared/outcome.ts';
import { found, where } from '../shared/places.ts';
import { alternatives, isRecord, named, settingEvidence } from '../shared/settings.ts';

type Judged = Subject & ({ readonly setting: Setting } | { readonly entry: EnvironmentEntry; readonly file: Item });

const FORGED = 'whoever reads the repository can forge sessions, password reset links and signed data';

export default defineRule({
  id: 'secret-key-hardcoded',
  topic: 'secrets',
  severity: 'critical',
  docs: {
    title: 'Keep SECRET_KEY out of the repository',
    why: `SECRET_KEY signs sessions, password reset tokens and everything else that Django signs. In the repository it is known to everybody who ever had a clone, a build log or an image: ${FORGED}.`,
    how: 'SECRET_KEY is computed for production. A literal is critical. A literal that serves as long as a variable is missing is high (medium when it is shorter than 20 characters, as the placeholders of image builds are), because nothing tells you that the variable is missing. Where a task definition, a manifest or an image of production sets that variable, the fallback is low. A literal in .ebextensions, a task definition or a production compose file is critical too.',
    fix: 'Read it without a default, `SECRET_KEY = env("SECRET_KEY")`, so that a missing variable stops the start. Rotate the key, and put the old one into SECRET_KEY_FALLBACKS until its sessions have run out. Only a new key mends what the history shows.',
    silent: [
      'settings modules that production does not use',
      'an empty default: Django refuses to start with it',
      'a key that a variable, a file or a secret store brings',
    ],
    example: {
      language: 'python',
      bad: 'SECRET_KEY = os.environ.get("SECRET_KEY", "s3cr3t-of-everybody-who-reads-this")',
      good: 'SECRET_KEY = os.environ["SECRET_KEY"]',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/settings/#secret-key',
      'https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key',
    ],
  },
  controls: {
    wellArchitected: ['SEC02'],
    soc2: ['CC6.1'],
    cwe: ['798', '321'],
    owaspTop10_2021: ['A02', 'A07'],
    djangoCheck: ['security.W009', 'security.W025'],
    owaspAsvs_4_0_3: ['2.10.4'],
  },
  needs: [
    'repository.settings',
    'repository.elasticBeanstalk',
    'repository.ecsTaskDefinitions',
    'repository.composeFiles',
  ],
  subjects: ({ repository }) => {
    const keys = keyNames(repository.settings);
    const given = (file: Item, entries: readonly EnvironmentEntry[]): readonly Judged[] =>
      entries
        .filter(({ name, value }) => keys.has(name) && (value.status === 'secret' || value.status === 'known'))
        .map((entry) => ({ ref: part(file.ref, entry.name), entry, file }));
    const { elasticBeanstalk, ecsTaskDefinitions, composeFiles } = repository;
    return [
      ...named(repository.settings, 'SECRET_KEY').map((setting): Judged => ({ ref: setting.ref, setting })),
      ...elasticBeanstalk.environment.flatMap((entry) => given(fileOf(entry), [entry])),
      ...production(ecsTaskDefinitions).flatMap((task) =>
        task.containers.flatMap(({ environment }) => given(task, environment)),
      ),
      ...production(composeFiles).flatMap((file) =>
        file.services.flatMap(({ environment }) => given(file, environment)),
      ),
    ].filter(({ ref }, index, all) => all.findIndex((other) => other.ref.id === ref.id) === index);
  },
  judge: (subject, { repository: { settings } }) =>
    'setting' in subject ? ofSetting(subject.setting, settings) : ofEntry(subject.entry),
});

function production<T extends Item>(items: readonly T[]): readonly T[] {
  return items.filter(({ role }) => role === 'production');
}

function fileOf({ location }: EnvironmentEntry): Item {
  return { path: location.path, ref: { kind: 'file', id: location.path }, location, role: 'production' };
}

/** The variables that become SECRET_KEY: those of the contract, and the usual names. */
function keyNames(settings: EvaluatedSettings): ReadonlySet<string> {
  const read = settings.environment.filter(({ setting }) => setting === 'SECRET_KEY').map(({ name }) => name);
  return new Set(['SECRET_KEY', 'DJANGO_SECRET_KEY', ...read]);
}

function ofSetting(key: Setting, settings: EvaluatedSettings): Verdict {
  const details = { evidence: [settingEvidence(key, settings)], ...where(settingPlace(key, settings)) };
  const { value } = key;
  const gap = notFollowed(key, settings);
  if (gap !== undefined) return unknown(`SECRET_KEY cannot be told: ${gap}`, details);
  if (value.status === 'secret' && value.origin === 'literal') {
    return hard(`SECRET_KEY is a literal: ${FORGED}`, { ...details, severity: 'critical' });
  }
  const fallback = alternatives(value).find((one) => one.byDefault && literalLength(one.value) > 0);
  if (value.status !== 'secret' && fallback !== undefined) {
    const long = literalLength(fallback.value) >= 20;
    return hard(`SECRET_KEY is a literal ${byDefaultWords(fallback)}: ${FORGED}`, {
      ...details,
      severity: long ? 'high' : 'medium',
    });
  }
  if (value.status === 'random') return notApplicable(`SECRET_KEY is ${value.reason}`, details);
  if (value.status === 'unknown') return unknown(`SECRET_KEY could not be computed: ${value.reason}`, details);
  return heldBack(value, details) ?? pass(`SECRET_KEY ${sourceOf(value)}`, details);
}

/** Production's files set the variable; without it, a literal would serve and nobody would notice. */
function heldBack(value: Setting['value'], details: FailDetails): Verdict | undefined {
  const all = alternatives(value);
  const spare = all.find((one) => !one.byDefault && literalLength(one.value) > 0 && isAbsence(one, all));
  return spare === undefined
    ? undefined
    : hard(
        "SECRET_KEY is a literal where its variable is missing, and only production's files keep that from happening",
        {
          ...details,
          severity: 'low',
        },
      );
}

/** It holds as long as the variable is not set; `otherwise` where all else comes from a variable. */
function isAbsence(one: Alternative, all: readonly Alternative[]): boolean {
  if (/^\w+ is (empty or )?not set$/.test(one.when)) return true;
  const others = all.filter((other) => other !== one);
  return one.when === 'otherwise' && others.every(({ value }) => value.status === 'secret' && value.origin === 'env');
}

function sourceOf(value: Setting['value']): string {
  if (value.status === 'secret') return `comes from ${value.source}`;
  if (value.status === 'fromEnv') return `comes from env ${value.variable}`;
  const literal = alternatives(value).some((one) => literalLength(one.value) > 0);
  return literal ? 'is a literal only where a variable asks for it' : 'is no literal of the repository';
}

/** 0 for what is no literal; a default of the contract whose traits are not kept counts as a long one. */
function literalLength(value: Setting['value']): number {
  if (value.status === 'secret' && value.origin === 'literal') return value.traits?.length ?? 50;
  if (value.status !== 'known') return 0;
  if (isRecord(value.value)) return value.value['$secret'] === 'literal' ? 50 : 0;
  return typeof value.value === 'string' ? value.value.length : 0;
}

function ofEntry({ name, value, location }: EnvironmentEntry): Verdict {
  const details = { evidence: [found(name, 'a literal', location)], location };
  if (value.status === 'secret' && !value.placeholder) {
    return hard(`${name} is a literal in ${location.path}: ${FORGED}`, { ...details, severity: 'critical' });
  }
  return pass(`${name} in ${location.path} is a placeholder`, details);
}

function hard(message: string, details: FailDetails): Verdict {
  const steps = [
    text('SECRET_KEY = env("SECRET_KEY")  # no default: a missing variable stops the start'),
    text(
      'Rotate the key; the history keeps the old one. SECRET_KEY_FALLBACKS = [old key] until its sessions have run out.',
    ),
  ];
  return fail(message, { ...details, fix: fix('Read the key from the environment and rotate it', ...steps) });
}
