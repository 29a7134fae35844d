import type { SubjectRef } from './subject.ts';

/**
 * What identifies a subject over time. Where AWS makes up a part of the id, a resource that is created again has another
 * one: the name stands in for it when it has a name.
 */
export function identity(subject: Pick<SubjectRef, 'id' | 'name'>): string {
  const [whole = '', ...parts] = subject.id.split('#');
  return [stable(whole, subject.name), ...parts].join('#');
}

const LOAD_BALANCER = /^(arn:[^:]*:elasticloadbalancing:.*)\/[0-9a-f]{16}(?=\/|$)/;
const SECRET = /^(arn:[^:]*:secretsmanager:.*)-[A-Za-z0-9]{6}$/;
const MADE_UP = /(?<=[/:])(?:[a-z]+-[0-9a-f]{8,17}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z0-9]{13,14})$/;

function stable(id: string, name: string | undefined): string {
  if (LOAD_BALANCER.test(id)) return id.replace(/\/[0-9a-f]{16}(?=\/|$)/g, '');
  if (SECRET.test(id)) return id.replace(SECRET, '$1');
  const [madeUp] = MADE_UP.exec(id) ?? [];
  if (madeUp === undefined || name === undefined || name.includes(madeUp)) return id;
  return id.replace(MADE_UP, `name/${name}`);
}
