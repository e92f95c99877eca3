import type { Wish } from '../../plan/known/wish.ts';

/** What lambdas touch of a resource, while they run: a wish that grows. */
export class Touched implements Wish {
  whole = false;
  readonly refs: Map<string, Touched> = new Map();

  /** What they touch of the resource that it names so. */
  through(name: string): Touched {
    let inner = this.refs.get(name);
    if (inner === undefined) {
      inner = new Touched();
      this.refs.set(name, inner);
    }
    return inner;
  }

  /** Takes in what is foreseen of it besides. */
  add(wish: Wish): void {
    this.whole ||= wish.whole;
    for (const [name, inner] of wish.refs) this.through(name).add(inner);
  }
}
