/**
 * `hypchat-server`: serves from the command line until it is interrupted.
 *
 * Prints one line of JSON, `{"url", "token"}`, and nothing else on the standard output, so that a
 * script can read where the server is and how to call it. Requests are told on the standard error.
 * Which options there are is said in `cli/`.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import {
  addonOptions,
  listTokens,
  makeAddon,
  makeToken,
  revokeTokens,
  tokenListOptions,
  tokenOptions,
  tokenRevokeOptions,
} from './cli/commands.ts';
import {
  describe,
  type Given,
  type Option,
  readGiven,
  strayVariables,
  UsageError,
} from './cli/options.ts';
import { readServePlan, type ServePlan, serveOptions } from './cli/serveOptions.ts';
import { createServer, type HypchatServer, serve } from './index.ts';

const general = {
  help: { kind: 'flag', short: 'h', help: 'Show this' },
  version: { kind: 'flag', short: 'v', help: 'Show the version' },
} as const;

const help = `Usage: hypchat-server [options]
       hypchat-server token --data FILE [options]
       hypchat-server token list|revoke --data FILE [options]
       hypchat-server addon --data FILE --key KEY [options]

HipChat's v2 REST API on SQLite. Prints {"url": …, "token": …} when it listens:
the address without /v2, and the token of an administrator with every scope,
which takes the place of the one that the last start printed.

${describe({ ...serveOptions, ...general })}

Each can be set in the environment: --rate-limit is HYPCHAT_SERVER_RATE_LIMIT.

hypchat-server token makes a token, and prints it:

${describe(tokenOptions)}

hypchat-server token list tells which there are, each as a line of JSON:

${describe(tokenListOptions)}

hypchat-server token revoke ends tokens, with all that was made of them:

${describe(tokenRevokeOptions)}

hypchat-server addon installs an add-on, and prints its id and secret:

${describe(addonOptions)}
`;

interface Command {
  readonly name: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** What it prints. */
  readonly run: (given: Given) => string;
}

/** The longer names go first. */
const commands: readonly Command[] = [
  { name: ['token', 'list'], options: tokenListOptions, run: listTokens },
  { name: ['token', 'revoke'], options: tokenRevokeOptions, run: revokeTokens },
  { name: ['token'], options: tokenOptions, run: makeToken },
  { name: ['addon'], options: addonOptions, run: makeAddon },
];

/** How long webhooks on their way have to end when the server closes, in milliseconds. */
const deliveryGraceMs = 5000;

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const command = commands.find(({ name }) => name.every((word, index) => words[index] === word));
  if (command !== undefined) {
    const { name, options, run } = command;
    const given = readGiven(words.slice(name.length), {}, { ...options, ...general });
    return print(given.flag('help') ? help.trimEnd() : run(given));
  }
  const given = readGiven(process.argv.slice(2), process.env, { ...serveOptions, ...general });
  if (given.flag('help')) return print(help.trimEnd());
  if (given.flag('version')) return print(packageVersion());
  for (const name of strayVariables(process.env, serveOptions)) {
    process.stderr.write(`hypchat-server: ${name} is no option, and is not looked at\n`);
  }
  await serveUntilStopped(readServePlan(given));
}

async function serveUntilStopped(plan: ServePlan): Promise<void> {
  const server = openServer(plan);
  const { port, hostname, tls } = plan;
  const served = await serve(server, { port, hostname, tls }).catch((error: Error) => {
    server.close();
    throw new Error(`Cannot listen on ${hostname}:${port}: ${error.message}`);
  });

  let closing = false;
  const stop = (): void => {
    // Asked twice, it does not wait for requests under way.
    if (closing) process.exit(1);
    closing = true;
    void served
      .close()
      .then(() => atMost(deliveryGraceMs, server.delivered()))
      .then(() => server.close());
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const { madeCertificate: certificate } = plan;
  const { testToken } = server;
  print(
    JSON.stringify({
      url: served.url,
      token: server.mintStartToken(),
      ...(testToken === undefined ? {} : { testToken }),
      ...(certificate === undefined ? {} : { certificate }),
    }),
  );
}

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, end]);
  clearTimeout(timer);
}

function openServer({ server, logs }: ServePlan): HypchatServer {
  const log = (line: object): void => {
    process.stderr.write(`${JSON.stringify(line)}\n`);
  };
  try {
    return createServer({
      ...server,
      ...(logs ? { onRequest: log } : {}),
      ...(logs && server.webhooks ? { webhooks: { ...server.webhooks, onDelivery: log } } : {}),
      onWarning: (warning) => log({ time: new Date().toISOString(), warning }),
      onError: (error) => log({ time: new Date().toISOString(), error: stackOf(error) }),
    });
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot open ${server.database}: ${why}`);
  }
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

function packageVersion(): string {
  const file = new URL('../package.json', import.meta.url);
  const manifest: { version: string } = JSON.parse(readFileSync(file, 'utf8'));
  return manifest.version;
}

const print = (text: string): void => {
  process.stdout.write(text === '' ? '' : `${text}\n`);
};

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof UsageError ? '\nTry: hypchat-server --help' : '';
  process.stderr.write(`hypchat-server: ${message}${hint}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
