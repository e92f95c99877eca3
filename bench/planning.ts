/**
 * What planning costs by itself: its steps, for the flagship and for a selection of a hundred chains, and how all of it
 * grows with the number of chains. Run by `npm run bench:planning`.
 */
import { hipchat } from '../src/dialects/hipchat.ts';
import type { Limits } from '../src/plan/ask/limits.ts';
import { compare } from './ratio.ts';
import { ratioOf, report, timedTable } from './section.ts';
import { flagship, growth, selectionOf, stepsOf } from './selection.ts';

const ANY: Limits = hipchat.limits;
const FEW: Limits = { ...ANY, expandDepth: 1, expandPaths: 1 };
const hundred = selectionOf(100);
const isOurs = (name: string): boolean => !name.startsWith('JSON');

const flat = await compare(stepsOf(flagship, ANY), { times: 3000, rounds: 21 });
const flatFew = await compare(stepsOf(flagship, FEW), { times: 1000, rounds: 21 });
const many = await compare(stepsOf(hundred, ANY), { times: 100, rounds: 21 });
const manyFew = await compare(stepsOf(hundred, FEW), { times: 100, rounds: 21 });
const grown = await compare(growth([10, 100, 1000]), { times: 1, rounds: 21 });
const few = 'a server that expands one path, one name deep';

report('planning', {
  tables: [
    timedTable(flat, {
      title: "Planning `hc.rooms.items[0].owner.message('hi')`",
      plot: 'planning-flagship',
      isOurs,
    }),
    timedTable(flatFew, {
      title: `The same, ${few}`,
      plot: 'planning-flagship-few',
      isOurs,
    }),
    timedTable(many, { title: 'Planning 100 chains', plot: 'planning-hundred', isOurs }),
    timedTable(manyFew, {
      title: `Planning 100 chains, ${few}`,
      plot: 'planning-hundred-few',
      isOurs,
    }),
    timedTable(grown, {
      title: 'Planning 1,000 chains: 10, 100 or all of them in one tick',
      plot: 'planning-growth',
      isOurs: () => true,
    }),
  ],
  figures: { growth: ratioOf(grown, '1000 chains') },
});
