import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readTrace } from '../../src/explorer/traceFile.ts';
import { buildCommand, environmentFor, run, temporaryFolder } from '../helpers/command.ts';
import { liveServer } from '../helpers/live.ts';

buildCommand();
const live = liveServer();

it('opens what a program wrote where HYPCHAT_TRACE says so', async () => {
  const file = join(temporaryFolder(), 'trace.json');
  const env = { ...environmentFor(live), HYPCHAT_TRACE: file };
  await run(['room("Ops").owner.message("hi"); room("Lobby").topic'], { env });
  const lanes = readTrace(readFileSync(file, 'utf8'));

  expect(lanes.map(({ bars }) => bars.map(({ method, url }) => `${method} ${url}`))).toEqual([
    [`GET ${live.url}/v2/room/Ops`, expect.stringMatching(/^POST .*\/v2\/user\/\d+\/message$/)],
    [`GET ${live.url}/v2/room/Lobby`],
  ]);
  expect(lanes[0]?.title).toContain("hc.room('Ops').owner.message('hi')");
  expect(lanes[0]?.bars[1]?.at).toBeGreaterThanOrEqual(lanes[0]?.bars[0]?.until ?? Number.NaN);
});
