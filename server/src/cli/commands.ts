/** `hypchat-server token`, `token list`, `token revoke` and `addon`: what is done to a database beside a server. */
import { existsSync } from 'node:fs';
import process from 'node:process';
import { createServer, type HypchatServer } from '../index.ts';
import type { Scope } from '../scopes.ts';
import { type Given, type Option, UsageError } from './options.ts';

const data: Option = { kind: 'text', value: 'FILE', help: 'The database, which has to be there' };
const scope: Option = {
  kind: 'list',
  value: 'SCOPES',
  help: 'What it may do, with commas between\n(default: everything)',
};
const room: Option = {
  kind: 'text',
  value: 'ROOM',
  help: 'For an add-on: the one room it is for, by id or name',
};

export const tokenOptions: Readonly<Record<string, Option>> = {
  data,
  user: {
    kind: 'text',
    value: 'USER',
    help: "Whose it is: id, e-mail or @mention\n(default: the group's owner)",
  },
  scope,
  kind: {
    kind: 'text',
    value: 'KIND',
    help: 'user, personal (40 characters) or client\n(default user)',
  },
  room,
  name: {
    kind: 'text',
    value: 'NAME',
    help: 'What it is called; for an add-on, what the add-on is',
  },
  'expires-in': {
    kind: 'number',
    value: 'SECONDS',
    help: 'How long it is good (default: for ever)',
  },
};

const whose: Option = {
  kind: 'text',
  value: 'USER',
  help: 'All of this person: id, e-mail or @mention',
};

export const tokenListOptions: Readonly<Record<string, Option>> = { data, user: whose };

export const tokenRevokeOptions: Readonly<Record<string, Option>> = {
  data,
  id: { kind: 'text', value: 'ID', help: 'The one that is listed with this id' },
  user: whose,
};

export const addonOptions: Readonly<Record<string, Option>> = {
  data,
  key: { kind: 'text', value: 'KEY', help: 'The key of the add-on' },
  name: { kind: 'text', value: 'NAME', help: 'Its name (default: the key)' },
  scope,
  room,
  'redirect-url': {
    kind: 'many',
    value: 'URL',
    help: 'Where people may be sent back to with a code',
  },
};

const kinds = ['user', 'personal', 'client'] as const;

/** The text of a new token. */
export function makeToken(given: Given): string {
  const kind = kinds.find((known) => known === (given.text('kind') ?? 'user'));
  if (kind === undefined) throw new UsageError(`--kind takes ${kinds.join(', ')}`);
  const [user, name, roomName] = [given.text('user'), given.text('name'), given.text('room')];
  const expiresIn = given.number('expires-in');
  const scopes = given.list('scope') as readonly Scope[] | undefined;
  return onData(given, (server) =>
    server.mintToken({
      kind,
      ...(user === undefined ? {} : { user }),
      ...(scopes === undefined ? {} : { scopes }),
      ...(roomName === undefined ? {} : { room: roomName }),
      ...(name === undefined ? {} : { name }),
      ...(expiresIn === undefined ? {} : { expiresIn }),
    }),
  );
}

/** The tokens that there are, each as a line of JSON. */
export function listTokens(given: Given): string {
  const user = given.text('user');
  return onData(given, (server) => {
    const tokens = user === undefined ? server.listTokens() : server.listTokens({ user });
    return tokens.map(toLine).join('\n');
  });
}

/** How many tokens ended, as a line of JSON. */
export function revokeTokens(given: Given): string {
  const [id, user] = [given.text('id'), given.text('user')];
  if ((id === undefined) === (user === undefined)) {
    throw new UsageError('token revoke takes either --id, as token list tells it, or --user');
  }
  const which = id === undefined ? { user: user ?? '' } : { id };
  return onData(given, (server) => toLine({ revoked: server.revokeTokens(which) }));
}

/** JSON in one line, in which no name can move a terminal's cursor or turn its text round. */
const toLine = (value: object): string =>
  JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );

/** What an add-on has to know of itself, as a line of JSON. */
export function makeAddon(given: Given): string {
  const key = given.text('key');
  if (key === undefined) throw new UsageError('--key is needed');
  const [name, roomName] = [given.text('name'), given.text('room')];
  const scopes = given.list('scope') as readonly Scope[] | undefined;
  const redirectUrls = given.many('redirect-url');
  const addon = onData(given, (server) =>
    server.installAddon({
      key,
      ...(name === undefined ? {} : { name }),
      ...(scopes === undefined ? {} : { scopes }),
      ...(roomName === undefined ? {} : { room: roomName }),
      ...(redirectUrls === undefined ? {} : { redirectUrls }),
    }),
  );
  return JSON.stringify(addon);
}

function onData<T>(given: Given, work: (server: HypchatServer) => T): T {
  const database = given.text('data');
  if (database === undefined) throw new UsageError('--data is needed');
  // A name that was mistyped must not become an empty database.
  if (!existsSync(database)) throw new UsageError(`There is no ${database}`);
  const onWarning = (warning: string): void => {
    process.stderr.write(`hypchat-server: ${warning}\n`);
  };
  const server = createServer({ database, onWarning });
  try {
    return work(server);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  } finally {
    server.close();
  }
}
