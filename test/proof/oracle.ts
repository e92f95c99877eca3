/**
 * The least that a world's chains can cost a client that does not guess.
 *
 * The measure. A client knows the link map, the server's limits, that the server keeps to them, and the answers so far.
 * At every point it sends a round of requests that begins a plan with the fewest requests, and then the fewest rounds,
 * in the worst world that fits what it knows (`free.ts`); the answers come from the real world, and it decides anew.
 * `judge` follows the rounds that a planner sent and says which of them was no such round. That is exact.
 *
 * Ties. Where several rounds begin such a plan, the real world may later be kinder to one than to another (two things
 * turn out to be one, a reference to be nothing). No client can know that beforehand, so each of them is right, and
 * there is no one number for a real world: `measure` gives a cost for every way to break ties among rounds that
 * expand nothing in vain. `judge` refuses an expansion behind which nothing is wanted and missing, or which the rest of the
 * round brings as well, and a page that reaches beyond the last item that is wanted; what else makes an answer longer or
 * shorter is not judged.
 *
 * What a client knows of identity: an address that was asked, or declared as `self`, is that thing. Two addresses are
 * one thing only once an answer has said so. A page without a next one is the end; a refusal is the answer to all that
 * goes through it. A round is complete before the next one begins. Nothing of the library is in it.
 */
import { type Ask, type Cost, type FreeLimits, FreeWorld, type GraphNode } from './free.ts';
import { type Knowledge, keyOf, learn, NOTHING } from './known.ts';
import { Layout } from './layout.ts';
import { canonical, mostOf, type World } from './world.ts';

/** One way to spend the least, as requests by round. */
export interface LeastWalk extends Cost {
  readonly log: readonly string[];
}

function write(nodes: readonly GraphNode[], { node, paths, window, members }: Ask): string {
  const asked = nodes[node];
  if (members !== undefined) {
    const [[, kind] = []] = members.map((each) => nodes[each]?.address?.split('/') ?? []);
    const ids = members.map((each) => nodes[each]?.address?.split('/').at(-1));
    const within = paths.map((path) => `items.${path}`).join(',');
    return `/${kind}?id=${ids.join(',')}${within === '' ? '' : `&with=${within}`}`;
  }
  if (asked?.of === 'act') return `POST ${asked.name}`;
  const query = [
    ...(window === undefined ? [] : [`from=${window[0]}`, `count=${window[1]}`]),
    ...(paths.length === 0 ? [] : [`with=${paths.join(',')}`]),
  ];
  return `${asked?.address}${query.length === 0 ? '' : '?'}${query.join('&')}`;
}

export interface Measure {
  /** The least in the worst world, before anything is known. */
  readonly worst: Cost;
  /** What is spent in the real world: one walk for each cost that ties can lead to, the cheapest first. */
  readonly walks: readonly LeastWalk[];
}

function limitsOf({ limits }: World): FreeLimits {
  return {
    pageSize: limits.pageSize,
    defaultPageSize: limits.defaultPageSize,
    depth: limits.expandDepth ?? Number.POSITIVE_INFINITY,
    paths: limits.expandPaths ?? Number.POSITIVE_INFINITY,
  };
}

/** The least in the worst world, before anything is known. @param tries - See `FreeWorld`. */
export function worstCost(world: World, tries: 'best' | 'all' = 'best'): Cost {
  const { nodes } = new Layout(world, NOTHING);
  return new FreeWorld(nodes, limitsOf(world), tries).cost();
}

/** Reads a request back: the node that it is sent to, and what it asks there. */
function read(
  world: World,
  nodes: readonly GraphNode[],
  url: string,
  before: readonly Ask[],
  known: Knowledge,
): Ask | undefined {
  const [, owner = '', act] = /^POST (\S*)\/(\w+)$/.exec(url) ?? [];
  if (act !== undefined) {
    const calls = [...nodes.keys()].filter((index) => {
      const each = nodes[index];
      return each?.of === 'act' && each.call === act && !before.some(({ node }) => node === index);
    });
    // Many are called by one name in a `forEach`.
    const isOn = (index: number): boolean => {
      const call = nodes[index] as GraphNode & { of: 'act' };
      const address = call.owner === undefined ? undefined : nodes[call.owner]?.address;
      return address !== undefined && canonical(world, address) === canonical(world, owner);
    };
    const node = calls.length > 1 ? calls.find(isOn) : calls[0];
    return node === undefined ? undefined : { node, paths: [] };
  }
  const { pathname, searchParams } = new URL(url, 'https://world.test');
  const nodeAt = (asked: string): number => {
    const exact = nodes.findIndex(({ address }) => address === asked);
    // A thing that goes by two names may be asked by either.
    const other = nodes.findIndex(
      ({ address }) =>
        address !== undefined && canonical(world, address) === canonical(world, asked),
    );
    return exact === -1 ? other : exact;
  };
  const paths = (searchParams.get('with') ?? '').split(',').filter((path) => path !== '');
  const ids = searchParams.get('id')?.split(',');
  if (ids !== undefined) {
    // Of a page that is read to its end, what the other items name may ride, though nobody knows that it will be wanted.
    const rides = (id: string): boolean =>
      known.shown.has(`${pathname}/${id}`) && nodeAt(`${pathname}/${id}`) === -1;
    const isWalked = nodes.some((node) => node.of === 'list' && node.isWalked);
    const wanted = isWalked ? ids.filter((id) => !rides(id)) : ids;
    const members = wanted.map((id) => nodeAt(`${pathname}/${id}`));
    const [first = -1] = members;
    const isOne = (each: number): boolean => each !== -1 && canBeGivenById(nodes[each]);
    if (first === -1 || !members.every(isOne) || ids.length < 2) return undefined;
    const riders = ids.filter((id) => !wanted.includes(id)).map((id) => `${pathname}/${id}`);
    const within = paths.map((path) => path.replace(/^items\./, ''));
    return { node: first, members, riders, paths: within };
  }
  const node = nodeAt(pathname);
  if (node === -1) return undefined;
  // A page that another one declared begins where that one ended.
  const from = searchParams.get('from') ?? searchParams.get('cursor');
  const size =
    searchParams.get('count') ?? searchParams.get('size') ?? world.limits.defaultPageSize;
  const window = [Number(from), Number(size)] as const;
  return { node, paths, ...(from !== null && { window }) };
}

const canBeGivenById = (node: GraphNode | undefined): boolean =>
  node?.of === 'resource' && node.many !== undefined;

/**
 * What is wrong with the first round that does not begin a least plan; `undefined` when each does.
 *
 * @param rounds - The requests of each round, as paths with queries.
 * @param trustsPaths - See `Layout`.
 */
export function judge(
  world: World,
  rounds: readonly (readonly string[])[],
  trustsPaths = false,
): string | undefined {
  const { expandDepth = 99, expandPaths = 99 } = world.limits;
  let known = NOTHING;
  for (const [index, urls] of rounds.entries()) {
    const { nodes } = new Layout(world, known, trustsPaths);
    const free = new FreeWorld(nodes, limitsOf(world));
    const asks: Ask[] = [];
    for (const url of urls) {
      const ask = read(world, nodes, url, asks, known);
      if (ask === undefined) return `round ${index + 1}: nothing is missing at ${url}`;
      const isWithin = ask.members === undefined ? 0 : 1;
      const isGranted = ask.paths.every((path) => {
        return path.split('.').length + isWithin <= expandDepth;
      });
      const isTooMany = (ask.members?.length ?? 0) > (most(world, nodes, ask) ?? 0);
      if (!isGranted || isTooMany || ask.paths.length > expandPaths)
        return `round ${index + 1}: too much in ${url}`;
      // What the stubs of one page left out is looked for in the whole on those behind it.
      const isLearned = world.omitsNull === true && index > 0 && nodes[ask.node]?.of === 'list';
      const inVain = isLearned ? undefined : free.inVain(ask);
      if (inVain !== undefined) return `round ${index + 1}: ${inVain} is of no use in ${url}`;
      asks.push(ask);
    }
    const tooMuch = free.tooMuch(asks);
    if (tooMuch !== undefined) return `round ${index + 1}: ${tooMuch} in ${urls.join('   ')}`;
    const before = free.cost();
    const after = free.costAfter(asks);
    if (after.requests + asks.length !== before.requests || after.rounds + 1 !== before.rounds) {
      return (
        `round ${index + 1}: in the worst world ${before.requests} requests in ${before.rounds} rounds would do, ` +
        `but after these ${asks.length} there are ${after.requests} in ${after.rounds} to go`
      );
    }
    known = learn(world, known, nodes, asks);
  }
  const { requests } = new FreeWorld(
    new Layout(world, known, trustsPaths).nodes,
    limitsOf(world),
  ).cost();
  return requests === 0 ? undefined : `${requests} requests are missing at the end`;
}

/** How many one request may ask for by their ids. */
function most(world: World, nodes: readonly GraphNode[], { node }: Ask): number | undefined {
  const { address } = nodes[node] ?? {};
  return address === undefined ? undefined : mostOf(world, address);
}

/** Measures the chains of a world. */
export function measure(world: World): Measure {
  const memo = new Map<string, readonly LeastWalk[]>();
  const complete = (
    known: Knowledge,
  ): { readonly nodes: readonly GraphNode[]; readonly free: FreeWorld } => {
    const { nodes } = new Layout(world, known);
    return { nodes, free: new FreeWorld(nodes, limitsOf(world)) };
  };
  const explore = (known: Knowledge): readonly LeastWalk[] => {
    const key = keyOf(known);
    const before = memo.get(key);
    if (before !== undefined) return before;
    const { nodes, free } = complete(known);
    const walks = new Map<string, LeastWalk>();
    const rounds = free.firstRounds();
    if (rounds.length === 0) walks.set('0 0', { requests: 0, rounds: 0, log: [] });
    for (const asks of rounds) {
      for (const rest of explore(learn(world, known, nodes, asks))) {
        const walk: LeastWalk = {
          requests: asks.length + rest.requests,
          rounds: 1 + rest.rounds,
          log: [asks.map((ask) => write(nodes, ask)).join('   '), ...rest.log],
        };
        walks.set(`${walk.requests} ${walk.rounds}`, walk);
      }
    }
    const found = [...walks.values()].sort(
      (a, b) => a.requests - b.requests || a.rounds - b.rounds,
    );
    memo.set(key, found);
    return found;
  };
  return { worst: worstCost(world), walks: explore(NOTHING) };
}
