/** The playbook's seven goals, with the sentence that people read as a heading. */
export const GOALS = {
  resilience: 'Survives single server failures',
  deployment: 'Robust, fully automated deployment',
  staging: 'Code is tested on a representative environment',
  data: 'Data and secrets are secured and backed up',
  errors: 'Errors reach developers',
  observability: 'Servers can be analyzed',
  scaling: 'Resources scale with load',
} as const;
export type Goal = keyof typeof GOALS;

export const CHAPTERS = [
  'hosting',
  'deployment',
  'databases',
  'static',
  'media',
  'secrets',
  'https',
  'monitoring',
  'performance',
  'extras',
  'comparison',
] as const;
export type Chapter = (typeof CHAPTERS)[number];

/** A chapter of the playbook, or a section of one: `databases`, `databases/backups`. */
export type Topic = Chapter | `${Chapter}/${string}`;

/** The chapter that a topic belongs to; also the folder of its rules. */
export function chapterOf(topic: Topic): Chapter {
  const chapter = CHAPTERS.find((name) => topic === name || topic.startsWith(`${name}/`));
  if (chapter === undefined) throw new Error(`"${topic}" belongs to no chapter of the playbook`);
  return chapter;
}

const GOAL_OF_CHAPTER: Readonly<Record<Chapter, Goal>> = {
  hosting: 'resilience',
  deployment: 'deployment',
  databases: 'data',
  static: 'data',
  media: 'data',
  secrets: 'data',
  https: 'data',
  monitoring: 'observability',
  performance: 'scaling',
  extras: 'data',
  comparison: 'staging',
};

const GOAL_OF_TOPIC: readonly (readonly [prefix: string, goal: Goal])[] = [
  ['databases/migrations', 'deployment'],
  ['databases/downtime-flag', 'deployment'],
  ['databases/automatic-resizing', 'scaling'],
  ['monitoring/sentry', 'errors'],
  ['extras/dependency-pinning', 'deployment'],
];

/** The goal that a rule serves when it names none of its own. */
export function goalOf(topic: Topic): Goal {
  const special = GOAL_OF_TOPIC.find(([prefix]) => topic.startsWith(prefix));
  return special === undefined ? GOAL_OF_CHAPTER[chapterOf(topic)] : special[1];
}
