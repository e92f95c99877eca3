/**
 * How long the command takes to start, beside a bare `node -e 0`: the version, an expression that sends nothing, and
 * one that asks the embedded server once, next to the same question by `fetch`.
 *
 * Run by `npm run bench:start`, on what was built. Only the ratios mean something.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createServer, serve } from 'hypchat-server';
import { compare, type Subject } from './ratio.ts';
import { report, timedTable } from './section.ts';

const hypchat = fileURLToPath(new URL('../bin/hypchat.js', import.meta.url));
const server = createServer({ sample: true, rateLimit: 0 });
const served = await serve(server);
const environment = {
  PATH: process.env.PATH,
  HIPCHAT_TOKEN: server.mintToken(),
  HIPCHAT_ENDPOINT: served.url,
};
const byHand = `fetch('${served.url}/v2/room/42', {
  headers: { authorization: 'Bearer ${environment.HIPCHAT_TOKEN}' },
}).then((answer) => answer.json()).then((room) => console.log(room.name))`;

/** Node with these arguments, until it has ended. */
function node(name: string, ...args: string[]): Subject {
  return {
    name,
    async run(times) {
      for (let turn = 0; turn < times; turn += 1) {
        const child = spawn(process.execPath, args, { env: environment, stdio: 'ignore' });
        const [code] = await once(child, 'exit');
        if (code !== 0) throw new Error(`${name} ended with ${code}`);
      }
    },
  };
}

try {
  const rounds = Number(process.env.ROUNDS ?? 21);
  const measured = await compare(
    [
      node('node -e 0', '-e', '0'),
      node('hypchat --version', hypchat, '--version'),
      node("hypchat '6 * 7'", hypchat, '6 * 7'),
      node("node -e 'fetch(…)'", '-e', byHand),
      node("hypchat 'room(42).name'", hypchat, 'room(42).name'),
    ],
    { times: 1, rounds, isElsewhere: true },
  );
  report('start', {
    tables: [
      timedTable(measured, {
        title: `From start to end, ${rounds} rounds`,
        plot: 'start',
        isOurs: (name) => name.startsWith('hypchat'),
      }),
    ],
  });
} finally {
  await served.close();
  server.close();
}
