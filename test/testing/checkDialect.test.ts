/** The kit that checks dialects: what it says of one that is right. What it finds is tested in `checkDialectFaults.test.ts`. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shedMap } from '../../examples/maps/shed.ts';
import { checkDialect } from '../../src/testing.ts';
import { openShed } from '../helpers/openShed.ts';
import { shedDialect } from '../helpers/shedDialect.ts';
import { SHED_SAMPLES } from './shedSamples.ts';

describe('checkDialect', () => {
  let origin = '';
  let close = async (): Promise<void> => {};
  beforeAll(async () => {
    ({ origin, close } = await openShed());
  });
  afterAll(() => close());

  it('finds nothing in a dialect that is right', async () => {
    const report = await checkDialect(
      shedDialect,
      (sample, init) => fetch(new URL(SHED_SAMPLES[sample] ?? sample, origin), init),
      { map: shedMap, kind: 'tool', endpoint: `${origin}/v1`, token: 'open-sesame' },
    );

    expect(report.checked).toContain('what is asked comes expanded');
    expect(report.unchecked).toEqual([
      {
        what: 'a next that cannot be read is told',
        why: 'the address of the next page stands nowhere in the answer',
      },
      { what: 'a window gives its items, from 1 on', why: '`window` asks for nothing there' },
      {
        what: 'many gives what was asked',
        why: 'it takes the sample "page", and `many` of the kind in the map',
      },
    ]);
  });
});
