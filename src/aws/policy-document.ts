import type { PolicyDocument } from '../model/aws/index.ts';
import { UnreadableAnswer } from './collector.ts';
import { MASK } from './redact.ts';

/** A policy as S3 sends it (JSON) or as IAM does (JSON, percent-encoded). `what` names it in the error. */
export function policyDocument(text: string, what: string): PolicyDocument {
  const document = parse(text.startsWith('%7B') ? decodeURIComponent(text) : text, what);
  if (typeof document !== 'object' || document === null || !('Statement' in document)) {
    throw new UnreadableAnswer(`${what} has no Statement`);
  }
  const { Statement } = document;
  const statements = (Array.isArray(Statement) ? Statement : [Statement]) as PolicyDocument['Statement']; // AWS checks its policies
  return { ...document, Statement: statements.map(withoutSharedSecrets) };
}

/** Conditions that whoever knows a text fulfils: the text is a password. */
const KNOWLEDGE = /^(aws:referer|aws:useragent|sts:externalid)$/i;

function withoutSharedSecrets(statement: PolicyDocument['Statement'][number]): PolicyDocument['Statement'][number] {
  if (statement?.Condition === undefined) return statement;
  const Condition = Object.entries(statement.Condition).map(([operator, keys]) => [
    operator,
    Object.fromEntries(Object.entries(keys).map(([key, texts]) => [key, KNOWLEDGE.test(key) ? hidden(texts) : texts])),
  ]);
  return { ...statement, Condition: Object.fromEntries(Condition) };
}

function hidden(texts: unknown): string | readonly string[] {
  return Array.isArray(texts) ? texts.map(() => MASK) : MASK;
}

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreadableAnswer(`${what} is no JSON`, { cause });
  }
}
