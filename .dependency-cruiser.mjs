/**
 * Which room of the house may import which: `docs/architecture.md` says what each is for. `npm run lint` holds it, types
 * counted.
 */

/** The rooms of the planner and of the walk, from the ground up: each knows only what lies before it. */
const FLOORS = {
  'src/plan': ['map', 'known', 'place', 'need', 'program', 'ask', 'pipeline', 'step'],
  'src/walk': ['learn', 'rounds', 'rows', 'show', 'tell', 'run', 'client'],
};

/** What some rooms never know, and why. */
const NEVER = [
  {
    rooms: ['src/plan'],
    know: ['src/(walk|http|proxy|functions)'],
    comment: 'it decides, and sends nothing',
  },
  {
    rooms: ['src/http'],
    know: ['src/(plan|walk|proxy|functions)'],
    comment: 'it knows requests, and no chains',
  },
  {
    rooms: ['src/proxy'],
    know: ['src/(walk|http|dialects|types|functions)'],
    comment: 'it records, and knows neither HTTP nor link maps',
  },
  {
    rooms: ['src/values', 'src/errors'],
    know: ['src/(plan|walk|http|proxy|dialects|types|functions|actions)'],
    comment: 'everybody stands on it',
  },
  {
    rooms: ['src/plan', 'src/walk', 'src/http', 'src/proxy', 'src/functions'],
    know: ['src/dialects/(hipchat|hal|jsonApi|odata|rest|stripe)', 'src/actions'],
    comment: 'the engine knows no API',
  },
  {
    rooms: ['src/dialects'],
    know: ['src/(walk|http|proxy|functions)'],
    comment: 'a dialect spells an API, and is data to all others',
  },
];

const never = ({ rooms, know, comment }) => ({
  name: `${rooms.join(', ')}: ${comment}`,
  severity: 'error',
  from: { path: rooms.map((room) => `^${room}/`) },
  to: { path: know.map((room) => `^${room}`) },
});

const floors = ([house, rooms]) =>
  rooms.slice(0, -1).map((room, at) => ({
    name: `${house}/${room}: nothing of what lies above it`,
    severity: 'error',
    from: { path: `^${house}/${room}/` },
    to: { path: `^${house}/(${rooms.slice(at + 1).join('|')})/` },
  }));

/** A file beside the rooms stands in none of them, and nothing would be held of it. */
const roomless = Object.entries(FLOORS).map(([house, rooms]) => ({
  name: `${house}: each file in a room`,
  severity: 'error',
  from: { path: '^src/' },
  to: { path: `^${house}/(?!(${rooms.join('|')})/)` },
}));

export default {
  forbidden: [...NEVER.map(never), ...Object.entries(FLOORS).flatMap(floors), ...roomless],
  options: { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' } },
};
