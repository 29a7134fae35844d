import type { AwsFactName } from '../model/aws/index.ts';
import { collected, type Fact, type Gap, unavailable } from '../model/fact.ts';
import type { FactRecord } from '../model/facts.ts';
import type { Subject, SubjectRef } from '../model/subject.ts';
import { type AccountPlan, GLOBAL, type Task } from './account-plan.ts';
import type { Context, ServiceModule } from './collector.ts';
import { UnreadableAnswer } from './collector.ts';
import type { Connection, Target } from './connection.ts';
import { declarationOf, type ServiceName } from './declarations.ts';
import { CallFailed, isUnknownKey, ParentUnavailable, reasonOf } from './errors.ts';
import { namesIn } from './mentions.ts';
import { eachAnswered, gapOf, inOrder as gapsInOrder, inherited } from './partial.ts';
import { regionOfGlobal } from './partition.ts';
import { scrub } from './redact.ts';
import type { ServiceModules } from './registry.ts';
import { merge } from './streams.ts';

export interface ReaderOptions {
  readonly modules: ServiceModules;
  readonly account: string;
  readonly partition: string;
  /** The session's region. */
  readonly home: string;
  readonly now: Date;
  readonly scope: 'deployment' | 'account';
  readonly mentions: (name: string) => boolean;
  readonly namedBuckets: readonly string[];
  /** Whether a region is enabled in the account; undefined when that cannot be told. */
  readonly isEnabled: (region: string) => Promise<boolean | undefined>;
  readonly onServiceDone: (service: ServiceName) => void;
}

/** Reads the facts of a plan, all at the same time: what waits for what is decided by the channels between them. */
export class AccountReader {
  readonly #plan: AccountPlan;
  readonly #connection: Connection;
  readonly #options: ReaderOptions;

  constructor(plan: AccountPlan, connection: Connection, options: ReaderOptions) {
    this.#plan = plan;
    this.#connection = connection;
    this.#options = options;
  }

  async read(): Promise<readonly FactRecord<AwsFactName>[]> {
    const open = new Map<ServiceName, number>();
    for (const { service } of this.#plan.tasks) open.set(service, (open.get(service) ?? 0) + 1);
    const read = await Promise.all(
      this.#plan.tasks.map(async (task) => {
        const fact = await this.#readTask(task);
        const left = (open.get(task.service) ?? 1) - 1;
        open.set(task.service, left);
        if (left === 0) this.#options.onServiceDone(task.service);
        const record = { name: task.fact, scope: { account: this.#options.account, region: task.region }, fact };
        return this.#plan.isOwn(task) ? [record] : [];
      }),
    );
    return read.flat();
  }

  async #readTask(task: Task): Promise<FactRecord<AwsFactName>['fact']> {
    try {
      const module: ServiceModule = await this.#options.modules.get(task.service);
      const collect = collectorOf(module, task.fact);
      for await (const batch of collect(this.#contextOf(task, module))) task.items.push(scrub(batch));
      const fact = answerOf(task);
      if (fact.status === 'unavailable') task.items.fail(new ParentUnavailable(task.fact, fact));
      else task.items.close();
      return fact;
    } catch (error) {
      const why = await this.#reason(error, task);
      task.items.fail(new ParentUnavailable(task.fact, why));
      return why;
    }
  }

  async #reason(error: unknown, { region }: Task) {
    if (error instanceof CallFailed && isUnknownKey(error.error) && region !== GLOBAL) {
      if ((await this.#options.isEnabled(region)) === false)
        return { status: 'unavailable', reason: 'region not enabled' } as const;
    }
    return reasonOf(error);
  }

  #contextOf(task: Task, { client }: ServiceModule): Context {
    const { account, partition, home, now, namedBuckets } = this.#options;
    const region = task.region === GLOBAL ? regionOfGlobal(task.service, partition, home) : task.region;
    const target = (where: { readonly region?: string } | undefined): Target => ({
      service: task.service,
      region: where?.region ?? region,
      client,
    });
    const connection = this.#connection;
    return {
      account,
      partition,
      region,
      now,
      ask: (async (
        command: never,
        input: object,
        options?: { readonly region?: string; readonly absent?: readonly string[] },
      ) => {
        try {
          return await connection.ask(target(options), command, input);
        } catch (error) {
          if (error instanceof CallFailed && options?.absent?.includes(error.error.name) === true) return undefined;
          throw error;
        }
      }) as Context['ask'], // with `absent` the answer may be undefined, as the overloads say
      pages: async function* (command, input, next, options) {
        let last = '';
        for (let more: object | undefined = {}; more !== undefined; ) {
          const page = await connection.page(target(options), command, { ...input, ...more });
          yield page;
          more = next(page);
          const token = JSON.stringify(more ?? null);
          if (more !== undefined && token === last) throw new UnreadableAnswer('the next page is the same again');
          last = token;
        }
      },
      each: (<T, R>(
        source: AsyncIterable<readonly T[]>,
        ask: (item: T) => Promise<R | undefined>,
        subjectOf: (item: T) => SubjectRef | readonly SubjectRef[] = refOf,
      ) =>
        eachAnswered(source, ask, (item, error) => {
          task.gaps.push(...[subjectOf(item)].flat().map((subject) => gapOf(subject, error)));
        })) as Context['each'], // without `subjectOf` the items have a reference, as the overloads say
      from: (fact) => this.#itemsOf(task, fact) as ReturnType<Context['from']> as never, // the channel of that fact
      namedBuckets,
      judged: (source, names) => this.#judged(task, source, names),
      ref: (id, name, where) => ({
        kind: 'resource',
        id,
        ...(name === undefined ? {} : { name }),
        account,
        region: where?.region ?? task.region,
      }),
      arn: (service, resource, where) =>
        `arn:${partition}:${service}:${where?.region ?? region}:${account}:${resource}`,
    };
  }

  /** Where a region is not enabled, nothing can be: for the account as a whole that is an empty list. */
  #itemsOf(task: Task, fact: AwsFactName): AsyncIterable<readonly Subject[]> {
    const sources = this.#plan.sources(task, fact).map((source) => itemsFor(task, source));
    return merge(...(task.region === GLOBAL ? sources.map(unlessNotEnabled) : sources));
  }

  async *#judged<T>(task: Task, source: AsyncIterable<readonly T[]>, names: (item: T) => readonly string[]) {
    if (this.#options.scope === 'account') {
      yield* source;
      return;
    }
    const all: T[] = [];
    for await (const batch of source) all.push(...batch);
    const live = await this.#liveNames(task);
    const named = all.filter((item) =>
      names(item).some((name) => live.has(name.toLowerCase()) || this.#options.mentions(name)),
    );
    yield named.length > 0 ? named : all;
  }

  /** What is unavailable names nothing; that it is, the report says at its own place. */
  async #liveNames(task: Task): Promise<ReadonlySet<string>> {
    const sources = (declarationOf(task.fact).hints ?? []).flatMap((fact) => this.#plan.sources(task, fact));
    const items = await Promise.all(sources.map(wholeOf));
    return namesIn(items.flat());
  }
}

function collectorOf(module: ServiceModule, fact: AwsFactName): (context: Context) => AsyncIterable<readonly never[]> {
  const collectors = module.collectors as Readonly<
    Record<string, (context: Context) => AsyncIterable<readonly never[]>>
  >; // by fact
  const found = collectors[fact];
  if (found === undefined) throw new Error(`${fact} has no collector`);
  return found;
}

async function* unlessNotEnabled<T>(source: AsyncIterable<readonly T[]>): AsyncGenerator<readonly T[]> {
  try {
    yield* source;
  } catch (error) {
    if (!(error instanceof ParentUnavailable) || !/(^|: )region not enabled$/.test(error.why.reason)) throw error;
  }
}

async function wholeOf({ items }: Task): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  try {
    for await (const batch of items.read()) all.push(...batch);
  } catch (error) {
    if (!(error instanceof ParentUnavailable)) throw error;
  }
  return all;
}

/** The items of a parent; what it lacks, this fact lacks too. */
async function* itemsFor(task: Task, source: Task): AsyncGenerator<readonly Subject[]> {
  yield* source.items.read() as AsyncIterable<readonly Subject[]>; // whatever the fact, its items are subjects
  task.gaps.push(...inherited(source.fact, source.gaps));
}

function refOf(item: unknown): SubjectRef {
  return (item as Subject).ref; // the overloads of `each` see to it
}

/** What was read of a fact. One of which nothing could be answered was not read at all, and says why. */
function answerOf({ items, gaps }: Task): FactRecord<AwsFactName>['fact'] {
  const found = inOrder(items.items());
  const held = found.flatMap(heldGap);
  const open = gapsInOrder([...gaps, ...held]);
  const [first] = open;
  return first !== undefined && held.length === found.length
    ? unavailable(first.reason, first.action)
    : collected(found, open);
}

/** An item that says itself that it could not be seen. */
function heldGap(item: Subject): readonly Gap[] {
  const answer = 'answer' in item ? (item.answer as Fact<unknown>) : undefined; // of BucketAnswer
  return answer?.status === 'unavailable' ? [{ ...answer, subject: item.ref, held: true }] : [];
}

/** By reference, and by text where several items are about one resource: the same bytes in every run. */
function inOrder(items: readonly Subject[]): readonly Subject[] {
  return items.toSorted((a, b) => compare(a.ref.id, b.ref.id) || compare(JSON.stringify(a), JSON.stringify(b)));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
