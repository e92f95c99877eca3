import { isOfWhole, type Wish } from '../../plan/known/wish.ts';

const NO_REFS: ReadonlyMap<string, Touched> = new Map();

/** What lambdas touch of a resource, while they run: a wish that grows. */
export class Touched implements Wish {
  level: 'whole' | undefined;
  /** Of most items only values are read, and there may be very many: they share what is empty. */
  refs: ReadonlyMap<string, Touched> = NO_REFS;

  /** What they touch of the resource that it names so. */
  through(name: string): Touched {
    const before = this.refs.get(name);
    if (before !== undefined) return before;
    const inner = new Touched();
    this.refs = new Map([...this.refs, [name, inner]]);
    return inner;
  }

  /** Takes in what is foreseen of it besides. */
  add(wish: Wish): void {
    if (isOfWhole(wish)) this.level = 'whole';
    for (const [name, inner] of wish.refs) this.through(name).add(inner);
  }
}
