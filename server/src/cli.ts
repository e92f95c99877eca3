/**
 * `hypchat-server`: serves from the command line until it is interrupted.
 *
 * Prints one line of JSON, `{"url", "token"}`, and nothing else on the standard output, so that a
 * script can read where the server is and how to call it.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { createServer, type HypchatServer, type ServerOptions, serve } from './index.ts';

const help = `Usage: hypchat-server [options]

HipChat's v2 REST API on SQLite. Prints {"url": …, "token": …} when it listens:
the address without /v2, and the token of an administrator with every scope.

  --port N          Listen on this port; 0 takes any that is free (default 8080)
  --host NAME       Listen on this address (default 127.0.0.1)
  --data FILE       Keep the data in this file (default: in memory)
  --sample          Fill an empty database with a sample group
  --rate-limit N    Requests a token has in five minutes; 0 is no limit
                    (default 100, add-ons 500; with --sample 500)
  --flood-limit N   Messages a room or person takes in a minute; 0 is no limit
                    (default 30; with --sample 500)
  --expand-depth N  Expand titles at most N names deep; 0 switches expansion off
                    (default: no bound)
  --help            Show this
  --version         Show the version
`;

/** What is wrong with the options, in words for whoever typed them. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

interface Options {
  readonly port: number;
  readonly hostname: string;
  readonly server: ServerOptions;
}

/** What to do: show something and leave, or serve. */
function readOptions(args: readonly string[]): string | Options {
  const { values } = parse(args);
  if (values.help === true) return help;
  if (values.version === true) return `${packageVersion()}\n`;
  const rateLimit = wholeNumber('rate-limit', values['rate-limit']);
  const floodLimit = wholeNumber('flood-limit', values['flood-limit']);
  const expandDepth = wholeNumber('expand-depth', values['expand-depth']);
  return {
    port: wholeNumber('port', values.port, 65_535) ?? 8080,
    hostname: nonEmpty('host', values.host) ?? '127.0.0.1',
    server: {
      database: nonEmpty('data', values.data) ?? ':memory:',
      sample: values.sample === true,
      ...(rateLimit === undefined ? {} : { rateLimit }),
      ...(floodLimit === undefined ? {} : { floodLimit }),
      ...(expandDepth === undefined ? {} : { expandDepth }),
    },
  };
}

function parse(args: readonly string[]): { values: Values } {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: text,
        host: text,
        data: text,
        sample: flag,
        'rate-limit': text,
        'flood-limit': text,
        'expand-depth': text,
        help: flag,
        version: flag,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

type Values = { [name: string]: string | boolean | undefined };

function wholeNumber(
  option: string,
  text: string | boolean | undefined,
  most = Number.MAX_SAFE_INTEGER,
): number | undefined {
  if (text === undefined) return undefined;
  if (typeof text === 'string' && /^\d+$/.test(text) && Number(text) <= most) return Number(text);
  const range = most === Number.MAX_SAFE_INTEGER ? 'from 0 on' : `from 0 to ${most}`;
  throw new UsageError(`--${option} takes a whole number ${range}, not "${text}"`);
}

function nonEmpty(option: string, text: string | boolean | undefined): string | undefined {
  if (text === undefined || (typeof text === 'string' && text !== '')) return text;
  throw new UsageError(`--${option} takes a value`);
}

function packageVersion(): string {
  const file = new URL('../package.json', import.meta.url);
  const manifest: { version: string } = JSON.parse(readFileSync(file, 'utf8'));
  return manifest.version;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (typeof options === 'string') {
    process.stdout.write(options);
    return;
  }
  const server = openServer(options.server);
  const served = await serve(server, options).catch((error: Error) => {
    server.close();
    throw new Error(`Cannot listen on ${options.hostname}:${options.port}: ${error.message}`);
  });

  let closing = false;
  const stop = (): void => {
    // Asked twice, it does not wait for requests under way.
    if (closing) process.exit(1);
    closing = true;
    void served.close().then(() => server.close());
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.stdout.write(`${JSON.stringify({ url: served.url, token: server.mintToken() })}\n`);
}

function openServer(options: ServerOptions): HypchatServer {
  try {
    return createServer(options);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot open ${options.database}: ${why}`);
  }
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof UsageError ? '\nTry: hypchat-server --help' : '';
  process.stderr.write(`hypchat-server: ${message}${hint}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
