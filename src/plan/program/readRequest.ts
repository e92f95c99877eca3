/**
 * Reads what a request written out by hand was given: its method, its address, and what it is sent with.
 *
 * Whatever is wrong is told before anything is sent, and says what would be right.
 */
import type { Dialect } from '../../dialects/Dialect.ts';
import { readHeaders } from '../../dialects/readHeaders.ts';
import type { Rebase } from '../../dialects/rebased.ts';
import type { BodyForm } from '../../types/callMember.ts';
import { isForetoldAddress, withHoles } from '../../values/foretold.ts';
import { hideSecrets } from '../../values/hideSecrets.ts';
import { isBytes, Upload } from '../../values/Upload.ts';
import { isUnaddressed, withQuery } from '../map/address.ts';
import { isRecord, refuseBroken, refuseForced, show } from '../map/given.ts';
import type { Act } from '../need/request.ts';
import type { Place } from '../place/place.ts';
import { toBody } from './call.ts';
import { checkValue } from './checkValue.ts';
import { type Options, toQuery } from './options.ts';
import { Argument } from './program.ts';

/** What has to be known of a client to read a request. */
export interface Asker {
  readonly dialect: Pick<Dialect, 'credentials'>;
  /** The root's address, without a trailing slash. */
  readonly base: string;
  /** What is meant by an address that the server gave. */
  readonly rebase?: Rebase;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const OPTIONS = ['query', 'body', 'form', 'headers'];
/** Why nobody else may say of what type a body is. */
export const OWN_TYPE = 'is written with the body, for it names the marks in it';

/** The method, in capitals. @throws {TypeError} When it is none. */
function readMethod(method: unknown): string {
  const name = typeof method === 'string' ? method.toUpperCase() : '';
  if (METHODS.includes(name)) return name;
  throw new TypeError(`\`request\` takes ${METHODS.join(', ')} as its method, got ${show(method)}`);
}

/**
 * What is sent.
 *
 * @param args - The method, the address and the options.
 * @param placeOf - Where a chain among them has led; `undefined` where that is not known yet.
 * @param sentFor - What stands for a chain in a body or a query.
 */
export function readRequest(
  args: readonly unknown[],
  asker: Asker,
  placeOf: (argument: Argument) => Place | undefined,
  sentFor: (argument: Argument) => unknown,
): Pick<Act, 'address' | 'body' | 'form' | 'headers'> {
  const method = readMethod(args[0]);
  const options = readOptions(args);
  const { query = {}, headers } = options;
  const target = readTarget(args[1], asker, placeOf);
  if (!isRecord(query)) throw new TypeError(`\`query\` takes a plain object, got ${show(query)}`);
  const resolved = Object.entries(query).map(([name, value]) => [
    name,
    value instanceof Argument ? sentFor(value) : value,
  ]);
  const address = withQuery(
    target,
    toQuery('request: query', undefined, Object.fromEntries(resolved)),
  );
  const sent = readBody(method, options, sentFor);
  const isOwnType = sent.isOwnType === true;
  return {
    address,
    body: sent.body,
    ...(sent.form !== undefined && { form: sent.form }),
    ...(headers !== undefined && {
      headers: readHeaders('`headers`', headers, asker.dialect, isOwnType ? OWN_TYPE : undefined),
    }),
  };
}

function readOptions(args: readonly unknown[]): Options {
  const [, , options = {}, ...more] = args;
  if (more.length > 0) {
    throw new TypeError(
      `\`request\` takes a method, an address and an object of options, got ${args.length} arguments`,
    );
  }
  if (!isRecord(options)) {
    throw new TypeError(
      `\`request\` takes an object of options after the address, got ${show(options)}`,
    );
  }
  const unknown = Object.keys(options).find((each) => !OPTIONS.includes(each));
  if (unknown !== undefined) {
    throw new TypeError(`\`request\` has no option \`${unknown}\`: it has ${OPTIONS.join(', ')}`);
  }
  return options;
}

/** The address of what was given: a text, or where a chain has led. */
function readTarget(
  given: unknown,
  asker: Asker,
  placeOf: (argument: Argument) => Place | undefined,
): string {
  if (!(given instanceof Argument)) return readAddress(given, asker);
  const place = placeOf(given);
  // What somebody wrote into a field is no address: a topic `/room/44` would name another room.
  if (given.want.ends.on === 'value' || (place?.at === 'value' && place.value !== null)) {
    throw new TypeError(`what ${given.text} gives has no address of its own: it is a value`);
  }
  // It is not asked for before all else was found to be right.
  if (place === undefined) return asker.base;
  if (place.at === 'resource' || place.at === 'collection') {
    const address = place.at === 'resource' ? place.address : place.page;
    if (!isUnaddressed(address)) return address;
  }
  throw new TypeError(`${given.text} has no address, so there is nothing to send to`);
}

/**
 * An address that was written: a path below the root's, or from the origin's root where it begins as the root's does, or
 * a whole one. Other origins are refused where it is sent.
 */
function readAddress(given: unknown, { base, rebase }: Asker): string {
  const text = given instanceof URL ? given.href : given;
  if (typeof text !== 'string') {
    throw new TypeError(
      `\`request\` takes an address or a chain, got ${show(given)}: write '/room/42', or what leads there`,
    );
  }
  refuseForced('the address', text);
  refuseBroken('the address', text);
  const shown = show(hideSecrets(text));
  // All of these are read as something else by whoever takes an address apart.
  if (/[\p{Cc}\\#]/u.test(text) || text !== text.trim()) {
    throw new TypeError(
      `the address ${shown} holds a character that has to be encoded there: \`encodeURIComponent\` writes \`#\` as \`%23\``,
    );
  }
  const isWhole = /^[a-z][a-z\d+.-]*:/i.test(text);
  if (text.startsWith('//') || (isWhole && !/^https?:\/\//i.test(text))) {
    throw new TypeError(
      `\`request\` takes a path below ${base} or an http: or https: address, got ${shown}`,
    );
  }
  const [path = ''] = text.split('?');
  for (const part of path.split('/')) {
    if (/^(?:\.|%2e){1,2}$/i.test(part)) {
      throw new RangeError(`'${part}' cannot be part of an address: write the way without it`);
    }
  }
  if (isForetoldAddress(text)) return text;
  const { origin, pathname } = new URL(base);
  const isBelow = pathname !== '/' && (path === pathname || path.startsWith(`${pathname}/`));
  const joined = /^\?|^\//.test(text) || text === '' ? `${base}${text}` : `${base}/${text}`;
  const whole = isWhole ? text : isBelow ? `${origin}${text}` : joined;
  if (!URL.canParse(whole)) throw new TypeError(`${shown} is no address`);
  const url = new URL(whole);
  if (url.username !== '' || url.password !== '') {
    throw new TypeError('`request` takes an address without a name or a password in it');
  }
  const href = withHoles(url.href);
  return isWhole && rebase !== undefined ? rebase(href) : href;
}

interface Sent {
  readonly body: unknown;
  readonly form?: BodyForm;
  /** Whether what it is written as says its type, with the marks between its parts. */
  readonly isOwnType?: boolean;
}

function readBody(
  method: string,
  { body, form }: Options,
  sentFor: (argument: Argument) => unknown,
): Sent {
  if (body === undefined) {
    if (form === undefined) return { body };
    throw new TypeError('`form` says how `body` is written, and there is none');
  }
  if (method === 'GET') {
    throw new TypeError(
      'a GET has no body: `query` is what goes into the address, and POST, PUT, PATCH and DELETE take a body',
    );
  }
  if (body instanceof FormData || isBytes(body)) {
    if (form !== undefined) {
      throw new TypeError(`\`form\` is for a body of named values, and this is ${kindOf(body)}`);
    }
    if (body instanceof FormData) return { body, isOwnType: true };
    return { body: toUpload('`body`', body) };
  }
  if (form === undefined || form === 'json') return { body: toBody('`body`', body, sentFor) };
  if (!isRecord(body)) {
    throw new TypeError(`\`body\` has to be an object of named values, got ${show(body)}`);
  }
  if (form === 'form') {
    const fields = toBody('`body`', body, sentFor) as Options;
    return { body: Object.fromEntries(toQuery('request: body', undefined, fields)), form };
  }
  const values = Object.entries(body).map(([name, value]) => [
    name,
    isBytes(value) ? toUpload(`\`body.${name}\``, value) : value,
  ]);
  return {
    body: toBody('`body`', Object.fromEntries(values), sentFor),
    form: readForm(form),
    isOwnType: true,
  };
}

const kindOf = (body: unknown): string => (body instanceof FormData ? 'a FormData' : 'bytes');

function toUpload(what: string, bytes: unknown): Upload {
  checkValue(what, { type: 'file' }, bytes);
  return new Upload(bytes as ConstructorParameters<typeof Upload>[0]);
}

function readForm(form: unknown): BodyForm {
  const { multipart, json, fileName, base64 } = isRecord(form) ? form : {};
  if ((multipart === 'related' || multipart === 'form-data') && typeof json === 'string') {
    return {
      multipart,
      json,
      ...(typeof fileName === 'string' && { fileName }),
      ...(base64 === true && { base64 }),
    };
  }
  throw new TypeError(
    `\`form\` has to be 'json', 'form' or { multipart: 'related' or 'form-data', json: the name of the part that is no file }, got ${show(form)}`,
  );
}
