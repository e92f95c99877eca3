/**
 * What the types cost, as `npm run check:types-cost` measures it.
 */
import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { report } from './section.ts';

/** What the check says of one compiler. */
interface Cost {
  readonly name: string;
  readonly found: number;
  readonly limit: number;
  readonly few: string;
  readonly many: string;
}

const CHECK = fileURLToPath(new URL('../scripts/check-types-cost.ts', import.meta.url));
const said = execFileSync(process.execPath, [CHECK, '--json'], { encoding: 'utf8' });
const costs = JSON.parse(said) as readonly Cost[];

report('types', {
  tables: [
    {
      title: 'Two hundred long chains with lambdas',
      head: ['', 'instantiations', 'limit', 'check without them, s', 'with them, s'],
      rows: costs.map(({ name, found, limit, few, many }) => [
        name,
        String(found),
        String(limit),
        few,
        many,
      ]),
    },
  ],
});
