import type { NormalizedSchema } from '@smithy/core/schema';

/** How an operation hands out its list: read from the SDK's paginator, or from the members where it has none. */
export interface Pages {
  /** The member of the input that takes the token. */
  readonly inputToken: string;
  /** The way to the member of the output that gives it: `Marker`, `DistributionList.NextMarker`. */
  readonly outputToken: readonly string[];
  /** The member of the input that says how many at most. */
  readonly size: string | undefined;
  /** The lists that are cut: those of the structure that holds the token. */
  readonly lists: readonly string[];
  /** The members of that structure that say how much there is. */
  readonly counts: readonly string[];
}

type Tokens = Pick<Pages, 'inputToken' | 'outputToken' | 'size'>;
type Module = Readonly<Record<string, unknown>>;
type Paginate = (config: object, input: Record<string, unknown>) => AsyncGenerator;

const INPUT_TOKENS = ['NextToken', 'nextToken', 'NextMarker', 'Marker', 'ContinuationToken'];
const OUTPUT_TOKENS = ['NextToken', 'nextToken', 'NextMarker', 'NextContinuationToken', 'Marker', 'ContinuationToken'];
const SIZES = ['MaxRecords', 'MaxResults', 'maxResults', 'MaxItems', 'Limit', 'PageSize', 'MaxBuckets'];
const COUNTS = new Set(['IsTruncated', 'Quantity', 'MaxItems']);

export async function pagesOf(
  module: Module,
  name: string,
  input: NormalizedSchema,
  output: NormalizedSchema,
): Promise<Pages | undefined> {
  if (!input.isStructSchema() || !output.isStructSchema()) return undefined;
  const paginate = module[`paginate${name}`];
  const tokens = typeof paginate === 'function' ? await probe(module, paginate as Paginate) : byMembers(input, output);
  if (tokens === undefined) return undefined;
  const members = [...structureAt(output, tokens.outputToken.slice(0, -1)).structIterator()];
  const lists = members.filter(([, member]) => member.isListSchema()).map(([list]) => list);
  const counts = members.map(([member]) => member).filter((member) => COUNTS.has(member));
  return { ...tokens, lists, counts };
}

/** A paginator keeps its names to itself, so it is run against an answer that notes what is read of it. */
async function probe(module: Module, paginate: Paginate): Promise<Tokens | undefined> {
  const read: string[] = [];
  const answer: object = new Proxy(
    {},
    {
      get: (_, member) => {
        if (member === 'then') return undefined; // a promise looks for it
        read.push(String(member));
        return answer;
      },
    },
  );
  const input: Record<string, unknown> = {};
  const client: unknown = Object.create(clientPrototype(module), { send: { value: () => Promise.resolve(answer) } });
  const pages = paginate({ client, pageSize: 1 }, input);
  await pages.next();
  await pages.next();
  const [inputToken, size] = Object.keys(input);
  return inputToken === undefined ? undefined : { inputToken, outputToken: read, size };
}

function clientPrototype(module: Module): object {
  const [, Client] = Object.entries(module).find(([name]) => /^[A-Z]\w*Client$/.test(name)) ?? [];
  if (typeof Client !== 'function') throw new Error('the module has no client');
  return Client.prototype as object;
}

function byMembers(input: NormalizedSchema, output: NormalizedSchema): Tokens | undefined {
  const inputToken = INPUT_TOKENS.find((name) => has(input, name));
  const outputToken = tokenIn(output);
  if (inputToken === undefined || outputToken === undefined) return undefined;
  return { inputToken, outputToken, size: SIZES.find((name) => has(input, name)) };
}

/** In the output itself, or in the one structure that it holds (CloudFront's lists). */
function tokenIn(output: NormalizedSchema): readonly string[] | undefined {
  const own = OUTPUT_TOKENS.find((name) => has(output, name));
  if (own !== undefined) return [own];
  const structures = [...output.structIterator()].filter(([, member]) => member.isStructSchema());
  const [only] = structures;
  if (only === undefined || structures.length > 1) return undefined;
  const inner = OUTPUT_TOKENS.find((name) => has(only[1], name));
  return inner === undefined ? undefined : [only[0], inner];
}

function has(structure: NormalizedSchema, name: string): boolean {
  return structure.isStructSchema() && [...structure.structIterator()].some(([member]) => member === name);
}

function structureAt(schema: NormalizedSchema, path: readonly string[]): NormalizedSchema {
  return path.reduce((at, member) => at.getMemberSchema(member), schema);
}
