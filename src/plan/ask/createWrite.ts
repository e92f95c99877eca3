/**
 * Actions in the words of a dialect: what their named values become on the wire.
 */
import type { ActionRequest } from '../../dialects/ActionRequest.ts';
import type { Dialect } from '../../dialects/Dialect.ts';
import { readHeaders } from '../../dialects/readHeaders.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import { isBytes, Upload } from '../../values/Upload.ts';
import { show } from '../map/given.ts';
import { addressById } from '../map/ids.ts';
import type { Act } from '../need/request.ts';
import { OWN_TYPE } from '../program/readRequest.ts';
import { wishOf } from './cover.ts';

/**
 * Writes an action.
 *
 * @param more - Headers that the map asks for: they hold over the dialect's.
 * @throws {TypeError} For a header that is not the dialect's to say, for what a form cannot hold, and for a file in JSON.
 */
export type Write = (
  request: Omit<ActionRequest, 'map' | 'addressOf'>,
  more: Readonly<Record<string, string>>,
) => Pick<Act, 'body' | 'form' | 'headers' | 'asked'>;

/** Makes the function that writes actions. @param base - The root's address. */
export function createWrite(dialect: Dialect, map: LinkMap, base: string): Write {
  const addressOf: ActionRequest['addressOf'] = (kind, ...ids) =>
    // The hole of a plan stays one.
    addressById(map, base, kind, ids)?.replace(/%7B\d+\..*?%7D/g, decodeURIComponent);
  return (request, more) => {
    const {
      headers = {},
      asked,
      ...written
    } = dialect.write?.({ ...request, map, addressOf }) ?? {};
    const { body = request.body, form = request.action.form } = written;
    const ofBody = typeof form === 'object' ? OWN_TYPE : undefined;
    if (form === 'form') checkForm(request.name, body);
    else checkFiles(request.name, body, typeof form === 'object');
    return {
      body,
      ...(form !== undefined && { form }),
      ...(asked !== undefined && { asked: wishOf(asked) }),
      headers: {
        ...readHeaders("the dialect's `write`", headers, dialect, ofBody),
        ...readHeaders(`\`${request.name}\``, more, dialect),
      },
    };
  };
}

/** Refuses what would be written as `[object Object]`. */
function checkForm(name: string, body: unknown): void {
  for (const [field, value] of Object.entries(body ?? {})) {
    const inner = [value].flat().find((each) => typeof each === 'object' && each !== null);
    if (inner === undefined) continue;
    throw new TypeError(
      `\`${name}\`: a form holds texts, and \`${field}\` is ${show(value)}: let the dialect's \`write\` say how that is written, as by \`bracketed\``,
    );
  }
}

/** Refuses a file where JSON would hold no more of it than its name. @param isParts - Whether each value may be a part of its own. */
function checkFiles(name: string, body: unknown, isParts: boolean): void {
  if (isFile(body)) return;
  const path = pathOfFile(body, isParts);
  if (path === undefined) return;
  const instead = isParts
    ? "a file is a part of its own only where it is a value of the body itself: let the dialect's `write` leave it there"
    : "give the action a `form` of parts, such as { multipart: 'form-data', json: 'metadata' }";
  throw new TypeError(`\`${name}\`: \`${path}\` is a file, which JSON cannot hold: ${instead}`);
}

/** Where a file is in a value, if there is one. @param isBeside - Whether the values themselves may be files. */
function pathOfFile(value: unknown, isBeside: boolean): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    if (isFile(inner)) {
      if (!isBeside) return name;
      continue;
    }
    const within = pathOfFile(inner, false);
    if (within !== undefined) return `${name}.${within}`;
  }
  return undefined;
}

const isFile = (value: unknown): boolean => value instanceof Upload || isBytes(value);
