/**
 * Where the token and the endpoint come from: always both from one place, so that no token goes to another's
 * endpoint.
 */
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { parseIni } from './parseIni.ts';
import { UsageError } from './UsageError.ts';
import { whyDistrusted } from './whyDistrusted.ts';

/** A token and the server that it is for. */
export interface Config {
  readonly token: string;
  /** `undefined` for HipChat itself. */
  readonly endpoint: string | undefined;
}

/** Where to look. */
export interface ConfigPlaces {
  readonly tokenFile?: string | undefined;
  readonly endpoint?: string | undefined;
  /** Configuration files, the first of them first. */
  readonly files: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What one place says. */
interface Place {
  readonly name: string;
  readonly token: string | undefined;
  readonly endpoint: string | undefined;
}

/**
 * The token and endpoint of the first place that has a token.
 *
 * @param warn - Is told of files that others can read, and of endpoints that are not used.
 * @throws {UsageError} When no place has a token, flags do not belong together, the endpoint is no address, or others can
 *   write a file.
 */
export function readConfig(
  { tokenFile, endpoint, files, environment }: ConfigPlaces,
  warn: (text: string) => void,
): Config {
  if (tokenFile !== undefined) {
    checkEndpoint(endpoint, '--endpoint');
    return { token: readTokenFile(tokenFile, warn), endpoint };
  }
  if (endpoint !== undefined) {
    throw new UsageError(
      '--endpoint needs --token-file: a token from elsewhere is not sent to another endpoint',
    );
  }
  const places: Place[] = [];
  for (const file of files) places.push(...readIni(file, warn));
  places.push({
    name: 'the environment',
    token: nonEmpty(environment.HIPCHAT_TOKEN),
    endpoint: nonEmpty(environment.HIPCHAT_ENDPOINT),
  });
  const found = places.find(({ token }) => token !== undefined);
  if (found?.token === undefined) throw new UsageError(NO_TOKEN);
  for (const place of places) {
    if (place === found || place.endpoint === undefined || place.endpoint === found.endpoint)
      continue;
    warn(`the endpoint of ${place.name} is not used: the token is that of ${found.name}`);
  }
  checkEndpoint(found.endpoint, `the endpoint of ${found.name}`);
  return { token: found.token, endpoint: found.endpoint };
}

/** The commonest mistake is told here, where it is known where it stands; what else can be wrong, by the client. */
function checkEndpoint(endpoint: string | undefined, what: string): void {
  if (endpoint === undefined || /^https?:\/\//i.test(endpoint)) return;
  const begins = `${what} has to be an address that begins with https:// or http://`;
  // What stands before an @ or behind a ? may be a secret, and is not repeated.
  if (/[@?#]/.test(endpoint)) throw new UsageError(begins);
  const meant = `https://${endpoint}`;
  const mend = endpoint.includes('://') || !URL.canParse(meant) ? '' : `: write ${meant}`;
  throw new UsageError(`${begins}, and is ${endpoint}${mend}`);
}

const NO_TOKEN = `there is no token. It is read from ~/.hypchat, from /etc/hypchat, or from the environment \
variable HIPCHAT_TOKEN. The files are INI:

  [HipChat]
  token = …
  endpoint = https://chat.example.com

Without a server at hand, --demo brings one.`;

function readTokenFile(file: string, warn: (text: string) => void): string {
  let read: Read;
  try {
    read = readOwn(file);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const token = read.text.replace(/^\uFEFF/, '').trim();
  if (token === '') throw new UsageError(`${file} is empty: it has to hold a token`);
  if (/\s/.test(token)) throw new UsageError(`${file} has to hold a token and nothing else`);
  if (read.isOpen) warn(openText(file));
  return token;
}

/** What is looked at in a section. */
const NAMES: ReadonlySet<string> = new Set(['token', 'endpoint']);

function readIni(file: string, warn: (text: string) => void): readonly Place[] {
  let read: Read;
  try {
    read = readOwn(file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') warn(`${file} cannot be read (${code})`);
    return [];
  }
  const options = parseIni(read.text, 'HipChat');
  const value = (name: string): string | undefined => nonEmpty(options.get(name));
  const shared = parseIni(read.text, 'DEFAULT');
  const strays = [...options.keys()].filter((name) => !NAMES.has(name) && !shared.has(name));
  // A token whose endpoint is misspelt goes to HipChat itself.
  for (const name of strays) {
    warn(
      `${file} says \`${name}\` in [HipChat], where only \`token\` and \`endpoint\` are looked at`,
    );
  }
  const place = { name: file, token: value('token'), endpoint: value('endpoint') };
  if (place.token === undefined) {
    if (place.endpoint === undefined) warn(`${file} has no token in a section [HipChat]`);
  } else if (read.isOpen) warn(openText(file));
  return [place];
}

interface Read {
  readonly text: string;
  /** Whether others than its owner can read it. */
  readonly isOpen: boolean;
}

/** Reads a file that only its owner can have written. @throws {UsageError} When others can. */
function readOwn(file: string): Read {
  // Opened once, so that what is looked at is what is read.
  const opened = openSync(file, 'r');
  try {
    const stat = fstatSync(opened);
    const user = process.getuid?.();
    const why = whyDistrusted(stat, user);
    if (why !== undefined) {
      throw new UsageError(
        `${file} ${why}, who could have your messages sent elsewhere: make it yours alone (chown, chmod 600 ${file})`,
      );
    }
    const isOpen = user !== undefined && (stat.mode & 0o044) !== 0;
    return { text: readFileSync(opened, 'utf8'), isOpen };
  } finally {
    closeSync(opened);
  }
}

function openText(file: string): string {
  return `${file} holds a token, and others can read it: chmod 600 ${file}`;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}
