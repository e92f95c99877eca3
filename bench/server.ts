/**
 * What the server answers in a second, beside a bare handler that gives the same bytes: as its own proof of load measures
 * it, with 64 connections.
 */
import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { spreadOf } from './ratio.ts';
import { report } from './section.ts';

/** A round of the proof. */
interface Round {
  readonly perSecond: {
    readonly bare: number;
    readonly room: number;
    readonly roomReadAnew: number;
  };
}

const PROOF = fileURLToPath(new URL('../server/test/proofs/load.ts', import.meta.url));
const SECONDS = '20';
const said = execFileSync(process.execPath, [PROOF, SECONDS], { encoding: 'utf8' });
const rounds = said
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Partial<Round>)
  .flatMap(({ perSecond }) => (typeof perSecond === 'object' ? [perSecond] : []));

const subjects = (
  [
    ['a bare handler', 'bare'],
    ['GET /v2/room/42, again and again', 'room'],
    ['GET /v2/room/42?n=…, another address each time', 'roomReadAnew'],
  ] as const
).map(([name, key]) => {
  const value = spreadOf(rounds.map((each) => each[key] / each.bare));
  const { median, least, greatest } = value;
  const text = `${median.toFixed(2)} (${least.toFixed(2)} to ${greatest.toFixed(2)})`;
  return { name, key, value, text, perSecond: spreadOf(rounds.map((each) => each[key])).median };
});

report('server', {
  tables: [
    {
      title: 'Answers in a second',
      head: ['', 'a second', 'ratio', 'spread'],
      rows: subjects.map(({ name, perSecond, value }) => [
        `\`${name}\``,
        perSecond.toFixed(0),
        value.median.toFixed(2),
        `${value.least.toFixed(2)} to ${value.greatest.toFixed(2)}`,
      ]),
      plot: {
        name: 'server',
        title: 'Answers in a second',
        unit: 'as a ratio to a bare handler with the same bytes: longer is better',
        baseline: 1,
        bars: subjects.map(({ name, key, value, text }) => ({
          name,
          value,
          text,
          isOurs: key !== 'bare',
        })),
      },
    },
  ],
});
