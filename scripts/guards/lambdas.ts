/** The guards of operations on collections, and of the lambdas that they run. */
import type { Guard } from './Guard.ts';

const FIELDS = ['test/living/fields.test.ts'];
const UNREAD = ['test/plan/unread.test.ts'];
const LOOKED_AT = [
  'test/living/whetherItIsThere.test.ts',
  'test/living/lambdasThatCompare.test.ts',
];

export const LAMBDA_GUARDS: readonly Guard[] = [
  {
    name: 'what lambdas give in maps is left as it is',
    file: 'src/walk/rows/leaves.ts',
    search: 'if (value instanceof Map) return [...value].flat();',
    replace: '',
    tests: ['test/operations/givenInMaps.test.ts'],
  },
  {
    name: 'what a lambda only looks at is taken for there',
    file: 'src/plan/pipeline/pass.ts',
    search: 'run.opened.ran();',
    replace: '',
    tests: LOOKED_AT,
  },
  {
    name: 'a row that was read before stays, though there is nothing of it',
    file: 'src/walk/rows/dataRow.ts',
    search: 'before === undefined || ofData(before)?.isNothing ? make()',
    replace: 'before === undefined ? make()',
    tests: LOOKED_AT,
  },
  {
    name: 'a row that is kept beyond its lambda gives sample values',
    file: 'src/walk/rows/RowRun.ts',
    search:
      'if (reading && (known.foretold || (reading.known ?? known) === known)) return reading;',
    replace: 'return reading ?? { missed: undefined, guessed: [], unread: [], lists: [], known };',
    tests: ['test/operations/lambdasThatKeep.test.ts'],
  },
  {
    name: 'a lambda that asks for something else each time it runs is run on and on',
    file: 'src/plan/pipeline/Strays.ts',
    search: 'const MOST = 5;',
    replace: 'const MOST = 60;',
    tests: ['test/operations/strayLambdas.test.ts'],
  },
  {
    name: 'what a lambda looks at after a miss is missed as well',
    file: 'src/plan/pipeline/Strays.ts',
    search: "const isFirst = before === undefined || (known.foretold && before.is === 'row');",
    replace: 'const isFirst = true;',
    tests: ['test/operations/strayLambdas.test.ts'],
  },
  {
    name: 'what a lambda gives on data alone is shown as far as it was asked for',
    file: 'src/plan/pipeline/lackingShown.ts',
    search: 'if (!known.hasChanged && known.asked.selection === undefined) return [];',
    replace: 'if (!known.hasChanged) return [];',
    tests: FIELDS,
  },
  {
    name: 'what a lambda wrote and did not return is not missed',
    file: 'src/plan/pipeline/readItems.ts',
    search: 'opened.counts(tried);',
    replace: '',
    tests: ['test/walk/unsent.test.ts'],
  },
  {
    name: 'what the run that was to count has missed is asked for, though another misses nothing',
    file: 'src/plan/pipeline/itemNeeds.ts',
    search: 'if (missing.needs.length > 0 || missed === undefined) return missing;',
    replace: 'if (missing.needs.length >= 0) return missing;',
    tests: ['test/operations/lambdasThatKeep.test.ts'],
  },
  {
    name: 'what nobody has read of earlier pages is known for as long as what was read',
    file: 'src/plan/known/Unread.ts',
    search: '({ age }) => age < kept',
    replace: '({ age }) => age === 0',
    tests: ['test/operations/rowsBehind.test.ts'],
  },
  {
    name: 'a page in hand is the beginning only of the whole of its collection',
    file: 'src/plan/pipeline/pipeline.ts',
    search: 'if (place.indexed && !items && isFirst) beginWithPage(place, known);',
    replace: '',
    tests: ['test/operations/pageInHand.test.ts'],
  },
  {
    name: 'a row that outlives what is known of its page is read by itself',
    file: 'src/walk/rows/placeOf.ts',
    search: "if (place.at === 'resource') return place;",
    replace: 'return place as ResourcePlace;',
    tests: ['test/operations/rowsBehind.test.ts'],
  },
  {
    name: 'a value is read where it stands only until an action has changed something',
    file: 'src/plan/pipeline/UntouchedItem.ts',
    search: 'known.moment !== this.moment || ',
    replace: '',
    tests: UNREAD,
  },
  {
    name: 'a value is read where it stands only as long as no address has said that there is nothing',
    file: 'src/plan/pipeline/UntouchedItem.ts',
    search: ' || known.knowsNothing) return undefined',
    replace: ') return undefined',
    tests: UNREAD,
  },
  {
    name: 'what an item is that a document says to be of another kind is read first',
    file: 'src/walk/rows/rows.ts',
    search: 'found.isOfKind && ',
    replace: '',
    tests: ['test/operations/shownItems.test.ts'],
  },
  {
    name: 'what a second operation reads of a collection is asked for by itself',
    file: 'src/plan/pipeline/missing.ts',
    search: 'if (guessed.length === 0) return needs;',
    replace: 'if (guessed.length >= 0) return needs;',
    tests: ['test/operations/inner.test.ts'],
  },
  {
    name: 'a reduce begins anew with what a run that counts for nothing has added',
    file: 'src/plan/pipeline/gather.ts',
    search: 'copyOf(initial.value);',
    replace: 'initial.value;',
    tests: ['test/operations/gather.test.ts'],
  },
  {
    name: 'a comparator is told of what it misses pair by pair',
    file: 'src/plan/pipeline/gather.ts',
    search: 'for (const value of values) runs.run(() => compare(value, value));',
    replace: '',
    tests: ['test/operations/gather.test.ts'],
  },
  {
    name: 'a request reads once',
    file: 'src/walk/rows/written.ts',
    search: 'identity: isAsked ? {} : (call ?? step),',
    replace: 'identity: call ?? step,',
    tests: ['test/functions/request.test.ts'],
  },
  {
    name: 'what a lambda within a lambda wrote is given by that one',
    file: 'src/walk/rows/unsent.ts',
    search: 'if (this.#noted !== undefined) this.#noted.push(...noted);\n    else {',
    replace: '{',
    tests: ['test/walk/unsent.test.ts'],
  },
  {
    name: 'what a lambda closes over is missed before it runs on data',
    file: 'src/walk/rows/rows.ts',
    search: 'surroundings.reading = closedOver;',
    replace: '',
    tests: ['test/operations/inner.test.ts'],
  },
  {
    name: 'what is read of an item that an operation gave is not expanded',
    file: 'src/walk/rows/rows.ts',
    search: 'for (const foreseen of within) foreseen();',
    replace: '',
    tests: ['test/living/embedded.test.ts'],
  },
  {
    name: 'what is dropped of a page in hand is not foretold',
    file: 'src/plan/pipeline/look.ts',
    search: 'const dropped = isByIndex ? leadingDrops(stages) : [];',
    replace: 'const dropped = isByIndex && !place.items ? leadingDrops(stages) : [];',
    tests: ['test/functions/within.test.ts'],
  },
];
