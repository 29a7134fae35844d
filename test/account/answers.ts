import type { ClientModule, ServiceName } from './services.ts';

/** What is asked, as an answer function sees it. */
export interface Call {
  readonly pageSize?: number | undefined;
  readonly optedIn?: readonly string[];
  readonly account: string;
  readonly region: string;
}

type Handled<C> = C extends { resolveMiddleware: (...given: never[]) => infer Handle }
  ? Handle extends (...given: never[]) => Promise<infer Result>
    ? Result extends { output: infer O }
      ? O
      : never
    : never
  : never;

/** AWS's answer to an operation, or a function of its input that gives it; either may be a promise. */
type Answer<I, O> = O | ((input: I, call: Call) => O | Promise<O>);

type Input<A> = A extends [infer I] ? I : never;

type Operations<M> = {
  readonly [K in keyof M as K extends `${infer Name}Command` ? Name : never]?: M[K] extends new (
    ...given: infer A
  ) => infer C
    ? Answer<Input<A>, Omit<Handled<C>, '$metadata'>>
    : never;
};

/** Answers by service and operation, in the SDK's own types. An operation that is not here has nothing to list. */
export type Answers = { readonly [S in ServiceName]?: Operations<ClientModule<S>> };

/** An error as AWS gives it; thrown by an answer function. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, message: string, status = 400, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}
