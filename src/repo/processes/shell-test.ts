/**
 * Whether a test of a shell holds: `[ "$1" = web ]`, `[[ -n "$X" ]]`, `test -z "$X"`, `not (…)`. Undefined when it asks
 * something else, or a variable that nothing gives a value.
 *
 * @param fill replaces what is known in a text; what is not known keeps its `$`.
 */
export function testHolds(condition: string, fill: (text: string) => string): boolean | undefined {
  const negated = /^not \(([\s\S]*)\)$/.exec(condition)?.[1];
  if (negated !== undefined) return not(testHolds(negated, fill));
  const inner = /^(!\s*)?(?:\[\[\s+([\s\S]*?)\s+\]\]|\[\s+([\s\S]*?)\s+\]|test\s+([\s\S]*))$/.exec(condition.trim());
  if (inner === null) return undefined;
  const body = inner[2] ?? inner[3] ?? inner[4] ?? '';
  const holds =
    /\s(?:&&|-a)\s/.test(body) && !/\|\||\s-o\s/.test(body)
      ? every(body.split(/\s(?:&&|-a)\s/), fill)
      : single(body, fill);
  return inner[1] === undefined ? holds : not(holds);
}

function every(parts: readonly string[], fill: (text: string) => string): boolean | undefined {
  const answers = parts.map((part) => single(part, fill));
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function single(body: string, fill: (text: string) => string): boolean | undefined {
  const unary = /^\s*-([zn])\s+(\S+|"[^"]*")\s*$/.exec(body);
  if (unary !== null) {
    const value = known(unary[2] ?? '', fill);
    return value === undefined ? undefined : (value === '') === (unary[1] === 'z');
  }
  const binary = /^\s*("[^"]*"|'[^']*'|[^\s"']+)\s*(==|=|!=)\s*("[^"]*"|'[^']*'|[^\s"']+)\s*$/.exec(body);
  const left = binary === null ? undefined : known(binary[1] ?? '', fill);
  const right = binary === null ? undefined : known(binary[3] ?? '', fill);
  if (left === undefined || right === undefined) return undefined;
  return (left === right) === (binary?.[2] !== '!=');
}

function known(word: string, fill: (text: string) => string): string | undefined {
  const text = word.startsWith("'") ? word.slice(1, -1) : fill(word.replace(/^"([\s\S]*)"$/, '$1'));
  return text.includes('$') || text.includes('`') ? undefined : text;
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}
