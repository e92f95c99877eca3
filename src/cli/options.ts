/** Every option of the command line, once: its name, what it takes, and what `--help` says of it. */
import { parseArgs } from 'node:util';
import { describeExitCodes } from './exitCodes.ts';
import { UsageError } from './UsageError.ts';

interface Option {
  /** What stands for its value in the help; without it, the option takes none. */
  readonly value?: string;
  readonly short?: string;
  readonly help: string;
}

const OPTIONS = {
  json: { help: 'Print the value as one JSON document' },
  ndjson: { help: 'Print one line of JSON for each item, as the items come' },
  table: { help: 'Print a table, one row for each item' },
  explain: { help: 'Print what would be sent, and send nothing' },
  trace: { help: 'Tell on the standard error what was sent' },
  budget: { value: 'N', help: 'Send at most N requests' },
  'no-wait': { help: 'Fail where the rate limit would have to be waited for' },
  quiet: { short: 'q', help: 'Leave out the number of requests and the time' },
  demo: { help: 'Use a server of sample data in this process (needs hypchat-server)' },
  port: { value: 'N', help: 'Of the explorer: the port of its page; default any that is free' },
  'token-file': { value: 'FILE', help: 'Read the token from this file' },
  endpoint: { value: 'URL', help: 'The server; default https://api.hipchat.com' },
  help: { short: 'h', help: 'Show this' },
  version: { short: 'v', help: 'Show the version' },
} as const satisfies Readonly<Record<string, Option>>;

/** How a value is printed. */
export type Format = 'text' | 'json' | 'ndjson' | 'table';

/** What was asked for on the command line. */
export interface Given {
  /** Whether the explorer is meant: a page in which the expression stands, and can be run. */
  readonly explores: boolean;
  /** The expression; `-` for the one on the standard input, `undefined` for the console. */
  readonly expression: string | undefined;
  readonly format: Format;
  readonly explain: boolean;
  readonly trace: boolean;
  readonly quiet: boolean;
  /** Whether the rate limit is waited for. */
  readonly waits: boolean;
  readonly budget: number | undefined;
  readonly demo: boolean;
  /** Of the explorer's page; 0 for any that is free. */
  readonly port: number;
  readonly tokenFile: string | undefined;
  readonly endpoint: string | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

/**
 * Reads the arguments.
 *
 * @param isPiped - Whether the standard input is none of a terminal: what is piped in is an expression like any other.
 * @throws {UsageError} For what cannot be meant.
 */
export function readArguments(args: readonly string[], isPiped: boolean): Given {
  const { values, positionals } = parse(args);
  const flag = (name: string): boolean => values[name] === true;
  const explores = positionals[0] === 'explore';
  const [written, ...more] = explores ? positionals.slice(1) : positionals;
  const expression = written ?? (isPiped && !explores ? '-' : undefined);
  if (more.length > 0) {
    throw new UsageError('one expression is taken: put it in quotes, so that it is one argument');
  }
  const formats = (['json', 'ndjson', 'table'] as const).filter(flag);
  const [format = 'text'] = formats;
  if (formats.length > 1) throw new UsageError(`--${formats.join(' and --')} exclude each other`);
  if (flag('explain') && (flag('trace') || format === 'ndjson' || format === 'table')) {
    throw new UsageError('--explain prints a plan, alone or with --json');
  }
  if (explores) {
    const [unfit] = [...formats, ...['explain', 'trace', 'quiet'].filter((name) => name in values)];
    if (unfit !== undefined) throw new UsageError(`--${unfit} says nothing to the explorer`);
  } else if ('port' in values) {
    throw new UsageError('--port is for the explorer: hypchat explore --port N');
  } else if (expression === undefined) {
    const needs = [...formats, ...['explain', 'trace', 'budget'].filter((name) => name in values)];
    if (needs.length > 0) throw new UsageError(`--${needs[0]} needs an expression`);
  }
  if (flag('demo') && ('token-file' in values || 'endpoint' in values)) {
    throw new UsageError('--demo brings its own server: leave --token-file and --endpoint out');
  }
  return {
    explores,
    expression,
    format,
    explain: flag('explain'),
    trace: flag('trace'),
    quiet: flag('quiet'),
    waits: !flag('no-wait'),
    budget: toWhole(values, 'budget', Number.MAX_SAFE_INTEGER),
    demo: flag('demo'),
    port: toWhole(values, 'port', 65_535) ?? 0,
    tokenFile: toText(values, 'token-file'),
    endpoint: toText(values, 'endpoint'),
    help: flag('help'),
    version: flag('version'),
  };
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

function parse(args: readonly string[]): { values: Values; positionals: readonly string[] } {
  const declared = Object.entries<Option>(OPTIONS).map(([name, { value, short }]) => [
    name,
    { type: value === undefined ? 'boolean' : 'string', ...(short !== undefined && { short }) },
  ]);
  try {
    const options = Object.fromEntries(declared);
    const read = parseArgs({ args: [...args], options, allowPositionals: true });
    return { values: read.values as Values, positionals: read.positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function toText(values: Values, name: string): string | undefined {
  const value = values[name];
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw new UsageError(`--${name} takes a value`);
}

function toWhole(values: Values, name: string, most: number): number | undefined {
  const value = values[name];
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+$/.test(String(value)) && Number.isSafeInteger(number) && number <= most) return number;
  const until = most === Number.MAX_SAFE_INTEGER ? 'on' : `to ${most}`;
  throw new UsageError(`--${name} takes a whole number from 0 ${until}, not "${value}"`);
}

/** The text of `--help`. */
export function helpText(): string {
  const lines = Object.entries<Option>(OPTIONS).map(([name, { value, short, help }]) => {
    const left = `${short === undefined ? '    ' : `-${short}, `}--${name}`;
    return `  ${`${left}${value === undefined ? '' : ` ${value}`}`.padEnd(24)}${help}`;
  });
  return `Usage: hypchat [options]               a console
       hypchat [options] EXPRESSION    the value of one expression; - reads it from the standard input
       hypchat explore [EXPRESSION]    a page that shows plans while you type, and walks as they go

  hypchat 'rooms.items[0].owner.name'
  hypchat --table 'rooms'
  hypchat --ndjson 'room("Ops").history' | head
  hypchat --explain 'room("Ops").owner.message("hi")'
  hypchat explore --demo

In an expression, hc (or hipchat) is the client, and rooms, users, room(id), user(id) and the rest of it have
names of their own; endpoint, explain, trace, within and Temporal are there, too. An expression that is a chain is
awaited once; so is each of several statements, in its turn.

${lines.join('\n')}

The token and the endpoint come from one place, the first of these that has a token:
  --token-file and --endpoint
  ~/.hypchat, then /etc/hypchat    INI, section [HipChat], with token and endpoint
  HIPCHAT_TOKEN and HIPCHAT_ENDPOINT

The console keeps its history in ~/.hypchat_history, or in the file that HYPCHAT_HISTORY names; empty, it keeps none.
NO_COLOR switches colors off.

Exit codes:
${describeExitCodes()}`;
}
