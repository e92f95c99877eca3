/** The faults that are planted into what asks for several by their ids, and for some fields alone. */
import type { Fault } from './plant.ts';

export const OF_CHOICES: readonly Fault[] = [
  {
    name: 'asks for more by their ids than one request may',
    file: 'src/plan/ask/prospects.ts',
    search: 'chooseAlike(this.#alike(state, nodes), most)',
    replace: 'chooseAlike(this.#alike(state, nodes), most + 1)',
  },
  {
    name: 'does not know that several can be asked for by their ids',
    file: 'src/plan/ask/sketch.ts',
    search: 'many: this.#terms.byIds?.at(address, kind, this.#known),',
    replace: 'many: undefined,',
  },
  {
    name: 'foresees nothing that may be asked for with others',
    file: 'src/plan/ask/sketch.ts',
    search: 'const many = isDerived ? undefined : this.#terms.byIds?.of(kind, this.#known);',
    replace: 'const many = undefined;',
  },
  {
    name: 'asks again by its id for what an answer for several left out',
    file: 'src/plan/ask/ByIds.ts',
    search: 'if (known.asked.leftOut(address) !== undefined) return undefined;',
    replace: '',
  },
  {
    name: 'expands as deep in an answer for several as in one for a thing alone',
    file: 'src/plan/ask/prospects.ts',
    search: "usefulPaths(this.#nodes, state, index, this.#reach(index, 'items'))",
    replace: "usefulPaths(this.#nodes, state, index, this.#reach(index, 'one'))",
  },
  {
    name: 'asks by their ids for what comes expanded as well',
    file: 'src/plan/ask/search.ts',
    search: 'if (node !== undefined) drop(index, this.#askOf(node, others, own.paths));',
    replace: '',
  },
  {
    name: 'takes what was not asked for as what is not there',
    file: 'src/plan/known/records.ts',
    search:
      'if (this.#chosen?.by !== undefined && this.hides(name)) this.#chosen.by.isOver = true;',
    replace: '',
  },
  {
    name: 'chooses by what one chain reads, and not by what the others of the tick do',
    file: 'src/plan/program/selectFields.ts',
    search: 'else reads.unite(want.reads);',
    replace: 'else if (reads.fields.size === 0) reads.unite(want.reads);',
  },
  {
    name: 'reads what was asked by its id and left out from a stub that a neighbour brought',
    file: 'src/plan/step/fromResource.ts',
    search:
      "return known.asked.leftOut(address) === 'all' && level === 'stub' && etag === undefined;",
    replace: 'return false;',
  },
];
