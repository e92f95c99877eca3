/**
 * What of a link map the compiler cannot see, or nobody had one look at: told when it is connected, and not by a walk that ends
 * elsewhere.
 *
 * That members name kinds which the map lacks is none of it: a map may be cut to the kinds that are used.
 */
import type { ActionMember } from '../../types/callMember.ts';
import type { Kind, LinkMap, Member } from '../../types/linkMap.ts';
import { questionOf } from './foreign.ts';
import { isRecord, show } from './given.ts';
import { filled, holesOf } from './ids.ts';
import { onceFor } from './perKind.ts';

/** @throws {TypeError} For what is no link map, or leads nowhere. */
export function checkMap(map: Partial<LinkMap> | undefined): void {
  if (!isRecord(map) || !isRecord(map.kinds)) {
    throw new TypeError(
      `the second argument of \`connect\` has to be a link map, got ${show(map)}`,
    );
  }
  checked(map);
}

/** Each map once: clients are made by the dozen. */
const checked = onceFor(({ root = '', kinds = {} }: Partial<LinkMap>): true => {
  const names = Object.keys(kinds);
  if (root !== '' && names.length > 0 && !names.includes(root)) {
    throw new TypeError(
      `the link map has no kind \`${root}\`, which is its root: it has ${names.join(', ')}${questionOf(root, names)}`,
    );
  }
  for (const [name, kind] of Object.entries(kinds)) checkKind(name, kind ?? {});
  return true;
});

const ABOVE = 'the thing that has it';

function checkKind(kind: string, { address, members }: Partial<Kind>): void {
  checkPath(`the kind \`${kind}\``, address, 'the endpoint');
  if (!isRecord(members))
    throw new TypeError(`the kind \`${kind}\` of the link map has no \`members\``);
  for (const [name, member] of Object.entries(members)) {
    const what = `\`${name}\` of the kind \`${kind}\``;
    checkMember(what, member);
    if (address !== undefined && /\?.*\{/.test(address)) checkInQuery(what, address, member);
  }
}

/** Refuses what would lie below an address that has its id in the query. */
function checkInQuery(what: string, address: string, { read, call }: Member): void {
  const path =
    (read !== undefined && 'path' in read && read.path) || (call && 'path' in call && call.path);
  if (!path) return;
  const how = read?.is === 'collection' ? ': give it an `address` with the id in it' : '';
  throw new TypeError(
    `${what} cannot lie at ${show(path)} below ${show(address)}, which has the id in its query${how}`,
  );
}

function checkMember(what: string, member: Member | undefined): void {
  const { read, call }: Member = member ?? {};
  if (read === undefined && call === undefined) {
    throw new TypeError(
      `${what} is no member: write \`member.field(…)\`, or another of its helpers`,
    );
  }
  if (call !== undefined && 'path' in call) checkPath(what, call.path, ABOVE);
  if (call?.is === 'action') checkAction(what, call);
  if (call?.is === 'lookup' && !call.path.includes('{')) {
    throw new TypeError(
      `${what} finds nothing by its id: the path ${show(call.path)} needs a hole where that goes, as in 'things/{id}'`,
    );
  }
  if (read?.is !== 'link' && read?.is !== 'collection') return;
  checkPath(what, read.path, ABOVE);
  const isBeside = read.is === 'collection' && (read.address ?? read.embedded) !== undefined;
  if ((read.path ?? read.rel) === undefined && !isBeside) {
    throw new TypeError(`${what} needs a \`rel\` or a \`path\`, which say where it lies`);
  }
}

/** Refuses a body where HTTP has none: the run-time would, once the action is sent. @param method - Whatever JavaScript has there. */
function checkAction(what: string, { method, path, parameters }: ActionMember): void {
  if (!/^(?:GET|HEAD)$/i.test(method)) return;
  const holes = holesOf(path);
  const sent = Object.keys(parameters).filter((name) => !holes.includes(name));
  if (sent.length === 0) return;
  throw new TypeError(
    `${what} cannot be sent: a ${method} has no body for ${sent.join(', ')}. What is read is a link or a collection, with \`options\``,
  );
}

function checkPath(what: string, path = '', from: string): void {
  const left = filled(path, () => '');
  if (/[{}]/.test(left)) {
    throw new TypeError(
      `${what} lies at ${show(path)}, whose braces make no hole: it needs a name between them, as in 'things/{id}'`,
    );
  }
  const [before] = /^(?:https?:\/)?\/+/i.exec(path) ?? [];
  if (before === undefined) return;
  const meant = before.startsWith('/') ? show(path.slice(before.length)) : 'what follows that';
  throw new TypeError(`${what} lies at ${show(path)}: it is below ${from}, so write ${meant}`);
}
