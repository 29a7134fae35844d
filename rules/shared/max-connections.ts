/**
 * Evaluates the value of `max_connections` in a parameter group: a number, or a formula of RDS's language over the memory of
 * the class (`LEAST({DBInstanceClassMemory/9531392},5000)`). `memory` is in bytes. Undefined for what the language does not
 * have. Source: "Specifying DB parameters", Amazon RDS User Guide.
 */
export function maxConnections(formula: string, memory: number): number | undefined {
  const value = new Formula(formula.replaceAll(/\s+/g, ''), memory).whole();
  return value === undefined ? undefined : Math.trunc(value);
}

const FUNCTIONS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  GREATEST: (values) => Math.max(...values),
  LEAST: (values) => Math.min(...values),
  SUM: (values) => values.reduce((total, value) => total + value, 0),
  LOG: ([value = Number.NaN]) => Math.log2(value),
};

/** Braces group an expression over the variables; functions may stand inside and outside of them. */
class Formula {
  readonly #text: string;
  readonly #memory: number;
  #at = 0;

  constructor(text: string, memory: number) {
    this.#text = text;
    this.#memory = memory;
  }

  whole(): number | undefined {
    const value = this.#product();
    return value !== undefined && this.#at === this.#text.length && Number.isFinite(value) ? value : undefined;
  }

  #product(): number | undefined {
    let value = this.#operand();
    while (value !== undefined && (this.#sees('*') || this.#sees('/'))) {
      const operator = this.#text[this.#at++];
      const right = this.#operand();
      if (right === undefined) return undefined;
      value = operator === '*' ? value * right : value / right;
    }
    return value;
  }

  #operand(): number | undefined {
    if (this.#takes('{')) {
      const value = this.#product();
      return this.#takes('}') ? value : undefined;
    }
    const word = /^[A-Za-z]+/.exec(this.#text.slice(this.#at))?.[0];
    if (word !== undefined) return this.#named(word);
    const number = /^\d+(\.\d+)?/.exec(this.#text.slice(this.#at))?.[0];
    if (number === undefined) return undefined;
    this.#at += number.length;
    return Number(number);
  }

  #named(word: string): number | undefined {
    this.#at += word.length;
    if (!this.#takes('(')) return word === 'DBInstanceClassMemory' ? this.#memory : undefined;
    const values: number[] = [];
    do {
      const value = this.#product();
      if (value === undefined) return undefined;
      values.push(value);
    } while (this.#takes(','));
    return this.#takes(')') ? FUNCTIONS[word.toUpperCase()]?.(values) : undefined;
  }

  #sees(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  #takes(text: string): boolean {
    if (!this.#sees(text)) return false;
    this.#at += text.length;
    return true;
  }
}
