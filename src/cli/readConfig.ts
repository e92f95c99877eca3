/**
 * Where the token and the endpoint come from: always both from one place, so that no token goes to another's
 * endpoint.
 */
import { readFileSync, statSync } from 'node:fs';
import { UsageError } from './UsageError.ts';

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
 * @throws {UsageError} When no place has a token, or flags do not belong together.
 */
export async function readConfig(
  { tokenFile, endpoint, files, environment }: ConfigPlaces,
  warn: (text: string) => void,
): Promise<Config> {
  if (tokenFile !== undefined) return { token: readTokenFile(tokenFile, warn), endpoint };
  if (endpoint !== undefined) {
    throw new UsageError(
      '--endpoint needs --token-file: a token from elsewhere is not sent to another endpoint',
    );
  }
  const places: Place[] = [];
  for (const file of files) places.push(...(await readIni(file, warn)));
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
  return { token: found.token, endpoint: found.endpoint };
}

const NO_TOKEN = `there is no token. It is read from ~/.hypchat, from /etc/hypchat, or from the environment \
variable HIPCHAT_TOKEN. The files are INI:

  [HipChat]
  token = …
  endpoint = https://chat.example.com

Without a server at hand, --demo brings one.`;

function readTokenFile(file: string, warn: (text: string) => void): string {
  const token = read(file).trim();
  if (token === '') throw new UsageError(`${file} is empty: it has to hold a token`);
  if (/\s/.test(token)) throw new UsageError(`${file} has to hold a token and nothing else`);
  warnIfOpen(file, warn);
  return token;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function readIni(file: string, warn: (text: string) => void): Promise<readonly Place[]> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') warn(`${file} cannot be read (${code})`);
    return [];
  }
  const { default: ini } = await import('ini');
  const section: unknown = ini.parse(text).HipChat;
  const value = (name: string): string | undefined => {
    if (typeof section !== 'object' || section === null || !Object.hasOwn(section, name)) return;
    return nonEmpty((section as Readonly<Record<string, unknown>>)[name]);
  };
  const place = { name: file, token: value('token'), endpoint: value('endpoint') };
  if (place.token !== undefined) warnIfOpen(file, warn);
  else if (place.endpoint === undefined) warn(`${file} has no token in a section [HipChat]`);
  return [place];
}

/** Others than its owner can read the file. Windows tells nothing of them in its mode. */
function warnIfOpen(file: string, warn: (text: string) => void): void {
  if (process.platform === 'win32') return;
  const isOpen = (statSync(file).mode & 0o044) !== 0;
  if (isOpen) warn(`${file} holds a token, and others can read it: chmod 600 ${file}`);
}

function nonEmpty(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
