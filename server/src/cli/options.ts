/**
 * Every option of the command line, once: its name, what it takes, and what `--help` says of it.
 *
 * Each can be given in the environment as well: `--rate-limit` is `HYPCHAT_SERVER_RATE_LIMIT`. The
 * command line goes first.
 */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** What is wrong with the options, in words for whoever typed them. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What an option takes: a word, a whole number, words with commas, several of itself, nothing. */
type Kind = 'text' | 'number' | 'list' | 'many' | 'flag';

/** An option as it is declared. */
export interface Option {
  readonly kind: Kind;
  /** One letter that means the same. */
  readonly short?: string;
  /** What stands for its value in the help. */
  readonly value?: string;
  readonly help: string;
  /** The largest number. */
  readonly most?: number;
}

type Value = string | boolean | readonly string[];

/** A value, and under which name it was given: `--port`, or `HYPCHAT_SERVER_PORT`. */
interface Written {
  readonly value: Value;
  readonly as: string;
}

/** What was given, by name; each is as its kind says. */
export class Given {
  readonly #values: ReadonlyMap<string, Written>;
  readonly #options: Readonly<Record<string, Option>>;

  constructor(values: ReadonlyMap<string, Written>, options: Readonly<Record<string, Option>>) {
    this.#values = values;
    this.#options = options;
  }

  flag(name: string): boolean {
    return this.#values.get(name)?.value === true;
  }

  text(name: string): string | undefined {
    const { value, as } = this.#values.get(name) ?? {};
    if (value === undefined || (typeof value === 'string' && value !== '')) return value;
    throw new UsageError(`${as} takes a value`);
  }

  number(name: string): number | undefined {
    const { value: text, as } = this.#values.get(name) ?? {};
    const most = this.#options[name]?.most ?? Number.MAX_SAFE_INTEGER;
    if (text === undefined) return undefined;
    if (typeof text === 'string' && /^\d+$/.test(text) && Number(text) <= most) return Number(text);
    const range = most === Number.MAX_SAFE_INTEGER ? 'from 0 on' : `from 0 to ${most}`;
    throw new UsageError(`${as} takes a whole number ${range}, not "${text}"`);
  }

  /** Words with commas between them. */
  list(name: string): readonly string[] | undefined {
    const words = this.text(name)
      ?.split(',')
      .map((word) => word.trim());
    return words?.filter((word) => word !== '');
  }

  /** As often as it was given. */
  many(name: string): readonly string[] | undefined {
    const value = this.#values.get(name)?.value;
    return Array.isArray(value) ? (value as readonly string[]) : undefined;
  }
}

/**
 * Reads arguments and environment.
 *
 * @throws {UsageError} For an option that there is not, and a value where none is taken.
 */
export function readGiven(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  options: Readonly<Record<string, Option>>,
): Given {
  const values = new Map<string, Written>();
  for (const [name, { kind }] of Object.entries(options)) {
    const as = variableOf(name);
    const text = environment[as];
    if (text !== undefined) values.set(name, { value: fromEnvironment(name, kind, text), as });
  }
  for (const [name, value] of Object.entries(parse(args, options))) {
    if (value !== undefined) values.set(name, { value, as: `--${name}` });
  }
  return new Given(values, options);
}

/**
 * The variables that look like options and are none, which nobody would look at. They are no reason to stop: where a service
 * has this name, its host sets some of its own, such as `HYPCHAT_SERVER_SERVICE_HOST`.
 */
export function strayVariables(
  environment: Readonly<Record<string, string | undefined>>,
  options: Readonly<Record<string, Option>>,
): readonly string[] {
  const known = new Set(Object.keys(options).map(variableOf));
  return Object.keys(environment).filter((name) => name.startsWith(PREFIX) && !known.has(name));
}

const PREFIX = 'HYPCHAT_SERVER_';

/** The variable of an option: `HYPCHAT_SERVER_RATE_LIMIT`. */
export const variableOf = (name: string): string =>
  `${PREFIX}${name.toUpperCase().replaceAll('-', '_')}`;

function fromEnvironment(name: string, kind: Kind, value: string): string | boolean | string[] {
  if (kind === 'many') return value.split(';').filter((part) => part.trim() !== '');
  if (kind !== 'flag') return value;
  if (/^(1|true|yes|on)$/i.test(value)) return true;
  if (/^(0|false|no|off|)$/i.test(value)) return false;
  throw new UsageError(`${variableOf(name)} is either 1 or 0, not "${value}"`);
}

type Values = Readonly<Record<string, string | boolean | string[] | undefined>>;

function parse(args: readonly string[], options: Readonly<Record<string, Option>>): Values {
  const declared = Object.entries(options).map(([name, { kind, short }]) => [
    name,
    {
      type: kind === 'flag' ? 'boolean' : 'string',
      multiple: kind === 'many',
      ...(short !== undefined && { short }),
    },
  ]);
  const read = parseOrRefuse(args, Object.fromEntries(declared));
  const [word] = read.positionals;
  if (word === undefined) return read.values as Values;
  throw new UsageError(
    `There is no command "${word}" here: there are token, token list, token revoke and addon, and they go before all options`,
  );
}

function parseOrRefuse(args: readonly string[], options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The lines of the help that tell of the options. */
export function describe(options: Readonly<Record<string, Option>>): string {
  const lines = Object.entries(options).map(([name, { value, short, help }]) => {
    const left = `  ${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
    const right = help.split('\n').join(`\n${' '.repeat(23)}`);
    return left.length < 22 ? `${left.padEnd(23)}${right}` : `${left}\n${' '.repeat(23)}${right}`;
  });
  return lines.join('\n');
}
