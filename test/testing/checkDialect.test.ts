/** The kit that checks dialects: what it says of one that is right. What it finds is tested in `checkDialectFaults.test.ts`. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shedMap } from '../../examples/maps/shed.ts';
import {
  type CheckOptions,
  checkDialect,
  type FetchSample,
  type RecordedSample,
  type SampleName,
} from '../../src/testing.ts';
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

  const of = (
    options: CheckOptions,
    fetchSample: FetchSample = (sample, init) =>
      fetch(new URL(SHED_SAMPLES[sample] ?? sample, origin), init),
  ): Promise<unknown> =>
    checkDialect(shedDialect, fetchSample, {
      ...{ map: shedMap, kind: 'tool', endpoint: `${origin}/v1`, token: 'open-sesame' },
      ...options,
    });

  it('says which samples are missing, and what each of them is', async () => {
    const only = (sample: string): RecordedSample | undefined =>
      sample === 'document' ? { url: `${origin}/v1/tools/1`, body: {} } : undefined;

    await expect(of({ without: ['nothing'] }, only)).rejects.toThrow(
      /gave nothing for these samples.*by `without` that the API has none:\n- "page": the first page.*\n- "last page": .*\n- "refusal": .*\n- "refusal in a success"/,
    );
  });

  it('says what is no sample, no kind and no address', async () => {
    await expect(of({ without: ['first page' as 'page'] })).rejects.toThrow(
      "`without`: there is no sample 'first page': there are document, page, last page",
    );
    await expect(of({ kind: 'spade' })).rejects.toThrow(
      "`kind`: the map has no 'spade': it has shed, tool, person, loan, street",
    );
    await expect(of({}, () => Response.json({}))).rejects.toThrow(
      'the sample "document" has no absolute address: give the Response of a fetch, or { url, status, headers, body }',
    );
    const all = Object.keys(SHED_SAMPLES) as SampleName[];
    await expect(of({ without: all })).rejects.toThrow('`without` leaves no sample');
  });

  it('fetches by the headers of the dialect, and shows the token only where one is given', async () => {
    const asked: (readonly [version: unknown, key: unknown])[] = [];
    const fetchSample: FetchSample = (sample, { headers }) => {
      asked.push([headers['x-shed-version'], headers['x-shed-key']]);
      return fetch(new URL(SHED_SAMPLES[sample] ?? sample, origin), {
        headers: { ...headers, 'x-shed-key': 'open-sesame' },
      });
    };
    await of({ token: undefined }, fetchSample);
    expect(new Set(asked.map(String))).toEqual(new Set(['2,']));
    asked.length = 0;
    await of({}, fetchSample);

    expect(new Set(asked.map(String))).toEqual(new Set(['2,open-sesame']));
  });

  it('checks nothing on the server that was not recorded, and says so', async () => {
    const recorded = new Map<string, RecordedSample>();
    for (const [name, path] of Object.entries(SHED_SAMPLES)) {
      const headers = { 'x-shed-key': 'open-sesame', 'x-shed-version': '2' };
      const answer = await fetch(`${origin}${path}`, { headers });
      recorded.set(name, { url: answer.url, status: answer.status, body: await answer.text() });
    }
    const report = await checkDialect(shedDialect, (sample) => recorded.get(sample), {
      ...{ map: shedMap, kind: 'tool', endpoint: `${origin}/v1` },
    });

    expect(report.checked).not.toContain('what is asked comes expanded');
    expect(report.unchecked).toContainEqual({
      what: '`owner` comes expanded',
      why: `no sample was given for ${origin}/v1/tools/1?with=owner`,
    });
  });
});
