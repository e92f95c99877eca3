/** The faults that are planted into the planner: each is a mistake that somebody could make. */
import type { Fault } from './plant.ts';
import { OF_CHOICES } from './plantedOfChoices.ts';

/** A fault, and whether it shows in lists that are gone through while they change, which are drawn by themselves. */
export interface Planted extends Fault {
  readonly isOfPages?: true;
}

export const FAULTS: readonly Planted[] = [
  {
    name: 'asks, by rule, for a stub that the document above brings anyway',
    file: 'src/walk/rounds/answeredBy.ts',
    search: 'return isNamed(need, ask, path);',
    replace: 'return false;',
  },
  {
    name: 'expands of several by their ids what one of them needs that is asked for alone',
    file: 'src/plan/ask/search.ts',
    search: ': isWholeUseful(this.#nodes, state, index, have);',
    replace: ': isOpen(this.#nodes, state, index);',
  },
  {
    name: 'forgets what an item that misses nothing reads of those behind it',
    file: 'src/plan/pipeline/itemNeeds.ts',
    search: `    state.learned = uniteWishes(state.learned, opened.wish);
    if (missed !== undefined) {`,
    replace: `    if (missed !== undefined) {
      state.learned = uniteWishes(state.learned, opened.wish);`,
  },
  {
    name: 'takes what lies below a refused path for addressed',
    file: 'src/plan/ask/state.ts',
    search: '(have[index] as number) <= before',
    replace: '(have[index] as number) <= Math.min(before, NONE)',
  },
  {
    name: 'forgets that there is nothing, where another walk learns it',
    file: 'src/plan/known/records.ts',
    search: '    copy.isNothing = this.isNothing;\n',
    replace: '',
  },
  {
    name: 'expands deeper than the server allows',
    file: 'src/plan/ask/reach.ts',
    search: 'path.length > depth || refused.some(',
    replace: 'refused.some(',
  },
  {
    name: 'expands more paths than the server allows',
    file: 'src/plan/ask/reach.ts',
    search: 'paths: own?.expandPaths ?? expandPaths,',
    replace: 'paths: Number.POSITIVE_INFINITY,',
  },
  {
    name: 'asks for each item by itself',
    file: 'src/plan/ask/windows.ts',
    search: 'index >= each.start && index < each.end',
    replace: 'index === each.start',
  },
  {
    name: 'asks for windows larger than a page',
    file: 'src/plan/ask/windows.ts',
    search: 'const end = index + (pageSize ?? limits.pageSize);',
    replace: 'const end = index + (pageSize ?? limits.pageSize) + 1;',
  },
  {
    name: 'does not foresee what is behind a reference',
    file: 'src/plan/program/foresee.ts',
    search: 'const inner = beyondRef(moves, index + 1, meaning.member);',
    replace: 'const inner = STUB;',
  },
  {
    name: 'does not foresee that `.self` is the whole',
    file: 'src/plan/program/foresee.ts',
    search: "uniteWishes(foresee(moves, index + 1, 'whole')",
    replace: "uniteWishes(foresee(moves, index + 1, 'stub')",
  },
  {
    name: 'expands what its stub holds already',
    file: 'src/plan/program/foresee.ts',
    search: "return waitedFor(level === 'whole' ? WHOLE : STUB, move.awaitedBy, level);",
    replace: 'return waitedFor(WHOLE, move.awaitedBy, level);',
  },
  {
    name: 'takes any round of a plan with the fewest requests',
    file: 'src/plan/ask/search.ts',
    search: 'if (this.#roundsFrom(after) + 1 !== rounds) return false;',
    replace: '',
  },
  {
    name: 'forgets what another chain wants of the same resource',
    file: 'src/plan/known/wish.ts',
    search: 'refs: uniteMaps(a.refs, b.refs, uniteWishes) ?? NONE,',
    replace: 'refs: a.refs.size === 0 ? b.refs : a.refs,',
  },
  {
    name: 'asks what lives in an owner by itself',
    file: 'src/plan/ask/sketch.ts',
    search: 'this.#addOwners(index, need.inOwner);',
    replace: '',
  },
  {
    name: 'asks by two addresses for what it knows to be one',
    file: 'src/plan/known/Identity.ts',
    search: 'if (this.#selves.size === 0) return address;',
    replace: 'if (this.#selves.size < 1000) return address;',
  },
  {
    name: 'asks for what a page lacks item by item',
    file: 'src/plan/ask/together.ts',
    search: 'if (asked.length < 2 && !isWalked && !isOnlyWay) continue;',
    replace: 'if (asked.length < 1000) continue;',
  },
  {
    name: 'asks item by item in a search',
    file: 'src/plan/pipeline/itemNeeds.ts',
    search: 'needs: isSearching ? needs.map(walked) : needs,',
    replace: 'needs,',
  },
  {
    name: 'asks for the next page before it knows that a search goes on',
    file: 'src/plan/pipeline/itemNeeds.ts',
    search: 'const isLater = isBatch || isWary || ',
    replace: 'const isLater = isBatch || ',
  },
  {
    name: 'waits with the next page until all items of this one are read',
    file: 'src/plan/pipeline/itemNeeds.ts',
    search: '(hasMissed && isLater)',
    replace: 'hasMissed',
  },
  {
    name: 'forgets on the next page what a loop has touched',
    file: 'src/plan/pipeline/itemNeeds.ts',
    search: 'isTaught ? known.list(sourceAddress(place))?.learned : undefined;',
    replace: 'undefined;',
  },
  {
    name: 'lets a stub pass for the whole',
    file: 'src/plan/place/stood.ts',
    search: 'return level !== undefined && holds(level, place.shows);',
    replace:
      "return level !== undefined && (place.shows === 'whole' || holds(level, place.shows));",
  },
  {
    name: 'reads what was refused from the stub of a neighbour',
    file: 'src/plan/step/fromResource.ts',
    search: 'if (known.asked.failure(address) !== undefined) return true;',
    replace: '',
  },
  {
    name: 'sends an action as if nothing waited for its address',
    file: 'src/plan/program/foresee.ts',
    search: ": waitedFor(ADDRESS, move.identity, 'ref');",
    replace: ': ADDRESS;',
  },
  {
    name: 'asks only the owners that a chain came by',
    file: 'src/plan/ask/unite.ts',
    search: 'const hasHolders = sketch.addHolders();',
    replace: 'const hasHolders = false;',
  },
  {
    name: 'foretells links of stubs that only wholes declare',
    file: 'src/plan/ask/foretell.ts',
    search: "isThere(read.declaredIn ?? 'stub')",
    replace: 'true',
  },
  {
    name: 'counts no further behind a drop that is open',
    file: 'src/plan/pipeline/pass.ts',
    search: 'else leaveOpen(index + 1, run);',
    replace: 'else return;',
  },
  // Those that show only where somebody walks on from what is in hand, in loops, by other names, or by other clocks.
  {
    name: 'believes a snapshot what an action has changed since',
    file: 'src/plan/known/known.ts',
    search: 'return this.#history.isChanged(address, moment, isOwn) ? undefined : stood;',
    replace: 'return stood;',
  },
  {
    name: 'keeps a record of what an action has changed',
    file: 'src/plan/known/HeldRecords.ts',
    search: 'if (!isLost(key)) this.set(key, record);',
    replace: 'if (key !== undefined) this.set(key, record);',
  },
  {
    name: 'goes on in a loop with what another loop has in hand, though it was changed',
    file: 'src/plan/known/known.ts',
    search: 'if (isOld || isForgotten(list))',
    replace: 'if (isForgotten(list))',
  },
  {
    name: 'waits for a page for what does not stand on it',
    file: 'src/plan/ask/toAsk.ts',
    search: 'broughtBy(ask.node, nodes, isByIndex ? isOnPage : undefined)',
    replace: 'broughtBy(ask.node, nodes)',
  },
  {
    name: 'asks in vain for what came in part of a thing that is refused',
    file: 'src/plan/pipeline/missing.ts',
    search: 'if (owner) return [needAnew(owner, known, map, reason)];',
    replace: '',
  },
  {
    name: 'goes on in each round from where a step has led before',
    file: 'src/plan/step/advance.ts',
    search: ': follow(place, { move: step, moves, index, known, context });',
    replace: `: ((led: Map<object, any>) => {
            const kept = led.get(step.identity);
            if (kept !== undefined) return kept;
            const came = follow(place, { move: step, moves, index, known, context });
            if (came.is === 'reached') led.set(step.identity, came);
            return came;
          })(((memory as any).led ??= new Map()));`,
  },
  {
    name: 'walks an argument by what its action knows',
    file: 'src/plan/step/reachArgument.ts',
    search: 'const own = context.knownTo?.(argument) ?? known;',
    replace: 'const own = known;',
  },
  {
    name: 'tells no other walk of a tick what was done in it',
    file: 'src/walk/run/Tick.ts',
    search: 'if (index > 0) for (const walk of walks) walk.doubt(begun);',
    replace: 'void [index, walks, begun];',
  },
  {
    name: 'asks for what an action changed, and not who names it',
    file: 'src/plan/need/ownerInHand.ts',
    search: 'const owner = ownerInHand(place, known);',
    replace: 'const owner = undefined;',
  },
  {
    name: 'goes on in a looped collection where the loop is',
    file: 'src/walk/run/toRun.ts',
    search: 'if (!needs.some(isForgottenIn)) return false;',
    replace: 'return false;',
  },
  {
    name: 'reads the first item of a list in a document, whichever is meant',
    file: 'src/plan/step/fromValue.ts',
    search: 'const item = itemOf(value, move.name, known);',
    replace: 'const item = itemOf(value, 0, known);',
  },
  {
    name: "begins a history at the client's own now",
    file: 'src/plan/known/keyset.ts',
    search: '    at: from,',
    replace: '    at: from ?? new Date().toISOString(),',
    isOfPages: true,
  },
  // Those that change a result, and no count.
  {
    name: 'forgets the items that were read under the other name',
    file: 'src/plan/known/KnownItems.ts',
    search: 'this.put(start + shift, brought, end - start, from);',
    replace: 'this.put(start + shift + 1, brought, end - start, from);',
  },
  {
    name: 'lets a drop let one more through',
    file: 'src/plan/pipeline/pass.ts',
    search: 'if (count < stage.count && run.found.isSeveral !== true) return;',
    replace: 'if (count + 1 < stage.count && run.found.isSeveral !== true) return;',
  },
  {
    name: 'says yes where every one says no',
    file: 'src/plan/pipeline/pass.ts',
    search: 'if (!given) answer(passing, false);',
    replace: 'if (!given) answer(passing, true);',
  },
  {
    name: 'leaves out a resource that is an argument',
    file: 'src/plan/step/reachArgument.ts',
    search: "if (place?.at === 'resource') return idOf(place);",
    replace: "if (place?.at === 'resource') return null;",
  },
  ...OF_CHOICES,
  {
    name: 'makes a loop forget nothing that was done meanwhile',
    file: 'src/walk/run/Walks.ts',
    search: 'known.forget(changed, this.#areAlike, source);',
    replace: 'void source;',
  },
  {
    name: 'leaves a batch of a loop one item early',
    file: 'src/walk/show/Batch.ts',
    search: 'return this.#taken >= this.size;',
    replace: 'return this.#taken >= Math.max(1, this.size - 1);',
  },
];
