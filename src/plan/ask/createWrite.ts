/**
 * Actions in the words of a dialect: what their named values become on the wire.
 */
import type { ActionRequest } from '../../dialects/ActionRequest.ts';
import type { Dialect } from '../../dialects/Dialect.ts';
import { readHeaders } from '../../dialects/readHeaders.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import { show } from '../map/given.ts';
import { addressById } from '../map/ids.ts';
import type { Act } from '../need/request.ts';
import { OWN_TYPE } from '../program/readRequest.ts';
import { wishOf } from './addressOf.ts';

/**
 * Writes an action.
 *
 * @param more - Headers that the map asks for: they hold over the dialect's.
 * @throws {TypeError} For a header that is not the dialect's to say, and for what a form cannot hold.
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
