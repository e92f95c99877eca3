/**
 * A sort of worlds that the proof draws, and how one is proved: drawn by a seed, checked one by one, shrunk where wrong.
 *
 * What the worlds are is the sort's own business: it is registered in `sorts.ts`, and that is all the rest knows of it.
 */
/** A sort of worlds. */
export interface Sort<W> {
  /** What it is called on the command line. */
  readonly name: string;
  /** The worlds of a seed: the first ones are the same, however many are drawn. */
  draw(seed: number, count: number): readonly W[];
  /**
   * What is wrong in a world, its first line the same for one kind of fault; `undefined` where nothing is.
   *
   * @throws {NotSearched} Where all is right as far as can be said, and the oracle cannot search it.
   */
  check(world: W): Promise<string | undefined>;
  /** The smallest world found of which `isOne` is still true. */
  shrink(world: W, isOne: (world: W) => Promise<boolean>): Promise<W>;
}

/** Says that a world is too large for the oracle. It is counted, and no more than one in fifty may be. */
export class NotSearched extends Error {
  override readonly name = 'NotSearched';
}

/** The share of worlds that the oracle may leave unsearched. */
export const MOST_UNSEARCHED = 0.02;

/** What came of a number of worlds. */
export interface Tally {
  readonly worlds: number;
  readonly unsearched: number;
  /** The worlds that are wrong, by their place among those of the seed. */
  readonly wrong: readonly { readonly index: number; readonly what: string }[];
}

/** A sort whose worlds nobody else has to know. */
export interface Provable {
  readonly name: string;
  /** Checks the worlds of a seed from one place to before another. @param begin - Is told each before it is checked. */
  prove(seed: number, from: number, to: number, begin?: (index: number) => void): Promise<Tally>;
  /** What is wrong in a world of a seed, with the world made as small as it goes; `undefined` where nothing is. */
  replay(seed: number, index: number): Promise<Replayed | undefined>;
  /** What is wrong in a world that was kept as data; `undefined` where nothing is. */
  checkKept(world: unknown): Promise<string | undefined>;
}

/** A world that is wrong. */
export interface Replayed {
  /** In words. */
  readonly text: string;
  /** As data, to be kept. */
  readonly world: string;
}

/** Closes a sort over its worlds. */
export function toProvable<W>(sort: Sort<W>): Provable {
  let last: { readonly seed: number; readonly worlds: readonly W[] } | undefined;
  const draw = (seed: number, count: number): readonly W[] => {
    if (last?.seed !== seed || last.worlds.length < count) {
      last = { seed, worlds: sort.draw(seed, count) };
    }
    return last.worlds.slice(0, count);
  };
  return {
    name: sort.name,
    async prove(seed, from, to, begin) {
      const wrong: { index: number; what: string }[] = [];
      let unsearched = 0;
      for (const [at, world] of draw(seed, to).slice(from).entries()) {
        begin?.(from + at);
        const what = await checked(sort, world);
        if (what instanceof NotSearched) unsearched += 1;
        else if (what !== undefined) wrong.push({ index: from + at, what });
      }
      return { worlds: to - from, unsearched, wrong };
    },
    async replay(seed, index) {
      const world = draw(seed, index + 1)[index];
      const what = world === undefined ? undefined : await checked(sort, world);
      if (world === undefined || typeof what !== 'string') return undefined;
      const small = await sort.shrink(world, async (each) => {
        const other = await checked(sort, each);
        return typeof other === 'string' && titleOf(other) === titleOf(what);
      });
      return { text: String(await checked(sort, small)), world: JSON.stringify(small) };
    },
    // What is kept was written by the sort itself.
    checkKept: (world) => sort.check(world as W),
  };
}

/** The kind of a fault: the first line of what is wrong. */
export function titleOf(what: string): string {
  return what.split('\n')[0] ?? '';
}

async function checked<W>(sort: Sort<W>, world: W): Promise<string | NotSearched | undefined> {
  try {
    return await sort.check(world);
  } catch (error) {
    if (error instanceof NotSearched) return error;
    throw error;
  }
}
