/** As PEP 503 compares them: `Django`, `django_environ` and `django.environ` by lower case and dashes. */
export function normalise(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** The version that a specifier pins to; undefined for ranges, wildcards and several clauses. */
export function pinnedVersion(specifier: string): string | undefined {
  return /^\s*={2,3}\s*([^\s,*]+)\s*$/.exec(specifier)?.[1];
}

/** Poetry's carets and tildes as PEP 440 has them: `^4.2` is `>=4.2,<5`. */
export function fromPoetry(constraint: string): string {
  const text = constraint.trim();
  if (text === '*' || text === '') return '';
  return text
    .split(/\s*,\s*/)
    .map(clause)
    .filter((part) => part !== '')
    .join(',');
}

function clause(text: string): string {
  const [, operator = '', version = ''] = /^([\^~]?=?|[<>!]=?|={1,3})\s*([\w.*+!-]+)$/.exec(text) ?? [];
  if (version === '') return text;
  if (operator === '' || operator === '=') return version === '*' ? '' : `==${version}`;
  if (operator !== '^' && operator !== '~') return `${operator}${version}`;
  const parts = version.split('.').map((part) => Number.parseInt(part, 10));
  if (parts.some(Number.isNaN)) return `>=${version}`;
  return `>=${version},<${upper(parts, operator)}`;
}

function upper(parts: readonly number[], operator: '^' | '~'): string {
  const significant = operator === '~' ? Math.min(1, parts.length - 1) : parts.findIndex((part) => part !== 0);
  const at = significant === -1 ? parts.length - 1 : significant;
  return [...parts.slice(0, at), (parts[at] ?? 0) + 1].join('.');
}
