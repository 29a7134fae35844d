import { chapterOf, type Rule, SEVERITIES } from '../../model/index.ts';

const TEXTS = ['title', 'why', 'how', 'fix'] as const;

/** What is wrong with a rule that may have been written without types, in words; undefined when nothing is. */
export function wrongRule(rule: Rule | undefined): string | undefined {
  if (typeof rule !== 'object' || rule === null || typeof rule.evaluate !== 'function') {
    return 'a rule was not made by defineRule';
  }
  const { id, severity, docs } = rule;
  if (typeof id !== 'string' || !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) {
    return `the rule id "${String(id)}" is not words in small letters with hyphens`;
  }
  if (!SEVERITIES.includes(severity)) {
    return `rule ${id} has the severity "${String(severity)}"; it is one of ${SEVERITIES.join(', ')}`;
  }
  const missing = TEXTS.find((part) => typeof docs?.[part] !== 'string');
  if (missing !== undefined) return `rule ${id} has no docs.${missing}`;
  if (!Array.isArray(docs.references)) return `rule ${id} has no docs.references`;
  return wrongTopic(rule);
}

function wrongTopic({ id, topic }: Rule): string | undefined {
  try {
    chapterOf(topic);
    return undefined;
  } catch (error) {
    return `rule ${id}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
