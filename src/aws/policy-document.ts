import type { PolicyDocument } from '../model/aws/index.ts';
import { UnreadableAnswer } from './collector.ts';

/** A policy as S3 sends it (JSON) or as IAM does (JSON, percent-encoded). `what` names it in the error. */
export function policyDocument(text: string, what: string): PolicyDocument {
  const document = parse(text.startsWith('%7B') ? decodeURIComponent(text) : text, what);
  if (typeof document !== 'object' || document === null || !('Statement' in document)) {
    throw new UnreadableAnswer(`${what} has no Statement`);
  }
  const { Statement } = document;
  return { ...document, Statement: Array.isArray(Statement) ? Statement : [Statement] };
}

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreadableAnswer(`${what} is no JSON`, { cause });
  }
}
