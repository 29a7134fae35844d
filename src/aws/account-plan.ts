import type { AwsFactName, AwsItem } from '../model/aws/index.ts';
import type { Gap } from '../model/fact.ts';
import { withParents } from './actions.ts';
import { Channel } from './channel.ts';
import { declarationOf, isGlobal, type ServiceName } from './declarations.ts';

/** The region of facts that are the whole account's. */
export const GLOBAL = 'global';

/** One fact to be read in one region. */
export interface Task<N extends AwsFactName = AwsFactName> {
  readonly fact: N;
  readonly service: ServiceName;
  /** As the report names it: `global`, or where it is asked. */
  readonly region: string;
  readonly items: Channel<AwsItem<N>>;
  /** What of it could not be seen; whole when the items have ended. */
  readonly gaps: Gap[];
}

/** Everything to be read of one account: the wanted facts and what they are read from, in each region. */
export class AccountPlan {
  /** Those first on which the longest chain of questions waits. */
  readonly tasks: readonly Task[];
  readonly #byFact = new Map<AwsFactName, Task[]>();
  readonly #isOwn: (region: string) => boolean;

  /**
   * @param edge the region in which CloudFront keeps its certificates; asked beside the others
   * @param isOwn whether what is asked in a region is this machine's to read; of the rest only what that needs is read
   */
  constructor(
    facts: Iterable<AwsFactName>,
    regions: readonly string[],
    edge: string,
    isOwn: (region: string) => boolean = () => true,
  ) {
    this.#isOwn = isOwn;
    const tasks = mostWaitedFor(withParents(facts)).flatMap((fact) => {
      const own = regionsOf(fact, regions, edge).map((region) => taskOf(fact, region));
      this.#byFact.set(fact, own);
      return own;
    });
    const wanted = this.#withSources(tasks.filter((task) => this.isOwn(task)));
    this.tasks = tasks.filter((task) => wanted.has(task));
  }

  /** Whether the task's answer is for this machine to give: another is read because this machine's need it. */
  isOwn({ region }: Task): boolean {
    return this.#isOwn(region);
  }

  #withSources(own: readonly Task[]): ReadonlySet<Task> {
    const found = new Set<Task>();
    const add = (task: Task): void => {
      if (found.has(task)) return;
      found.add(task);
      const { needs = [], hints = [] } = declarationOf(task.fact);
      for (const fact of [...needs, ...hints]) this.sources(task, fact).forEach(add);
    };
    own.forEach(add);
    return found;
  }

  /**
   * Where a task reads a fact that it needs: in its own region, of the account, or, for the account as a whole, in all
   * regions. Empty when the plan does not have the fact.
   */
  sources(of: Task, fact: AwsFactName): readonly Task[] {
    const tasks = this.#byFact.get(fact) ?? [];
    if (of.region === GLOBAL || isGlobal(declarationOf(fact).service)) return tasks;
    return tasks.filter(({ region }) => region === of.region);
  }
}

/** The services that reading these facts takes, first those on whose answers the longest chain of questions waits. */
export function servicesInOrder(facts: Iterable<AwsFactName>): readonly ServiceName[] {
  return [...new Set(mostWaitedFor(withParents(facts)).map((fact) => declarationOf(fact).service))];
}

function mostWaitedFor(facts: readonly AwsFactName[]): readonly AwsFactName[] {
  const waiting = new Map<AwsFactName, number>();
  const chainAfter = (fact: AwsFactName): number => {
    const known = waiting.get(fact);
    if (known !== undefined) return known;
    const children = facts.filter((other) => declarationOf(other).needs?.includes(fact) === true);
    const chain = declarationOf(fact).calls.length + Math.max(0, ...children.map(chainAfter));
    waiting.set(fact, chain);
    return chain;
  };
  return facts.toSorted((a, b) => chainAfter(b) - chainAfter(a));
}

/** Every fact and region that is asked for these facts. */
export function placesOf(
  facts: Iterable<AwsFactName>,
  regions: readonly string[],
  edge: string,
): readonly { readonly fact: AwsFactName; readonly region: string }[] {
  return withParents(facts).flatMap((fact) => regionsOf(fact, regions, edge).map((region) => ({ fact, region })));
}

function taskOf(fact: AwsFactName, region: string): Task {
  return { fact, service: declarationOf(fact).service, region, items: new Channel(), gaps: [] };
}

function regionsOf(fact: AwsFactName, regions: readonly string[], edge: string): readonly string[] {
  const { service, edge: alsoThere } = declarationOf(fact);
  if (isGlobal(service)) return [GLOBAL];
  return alsoThere === true && !regions.includes(edge) ? [...regions, edge] : regions;
}
