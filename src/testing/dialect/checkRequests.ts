/** What a dialect says of requests: who asks, other headers, how actions are written. */
import type { ActionRequest, WrittenAction } from '../../dialects/ActionRequest.ts';
import { readHeaders } from '../../dialects/readHeaders.ts';
import { isRecord } from '../../plan/map/given.ts';
import { addressById } from '../../plan/map/ids.ts';
import type { ActionMember } from '../../types/callMember.ts';
import type { Kind } from '../../types/linkMap.ts';
import type { Parameter } from '../../types/parameter.ts';
import { explore, explorePage } from './explore.ts';
import type { Kit } from './Kit.ts';
import { copied } from './Sample.ts';

/** Tokens that nobody has. */
const TOKENS = ['made-up-token-of-ann', 'made-up-token-of-bo'] as const;

/** Checks what a dialect says of requests. */
export function checkRequests(kit: Kit): void {
  checkCredentials(kit);
  checkHeaders(kit);
  checkWrite(kit);
  checkToken(kit);
}

function checkCredentials(kit: Kit): void {
  const claim = 'credentials show who asks';
  const where = 'credentials';
  const given = kit.call(claim, where, () =>
    TOKENS.map((token) => kit.dialect.credentials(token)),
  )?.gave;
  if (given === undefined) return;
  for (const headers of given) {
    const problem = headersProblem(headers);
    kit.expect(claim, where, problem === undefined, () => `gives ${problem}`);
  }
  const [ann, bo] = given.map((each) => JSON.stringify(each));
  kit.expect(claim, where, ann !== bo, () => 'gives the same for two tokens');
}

/** What no headers can be; `undefined` where they can. Their values may be secrets. */
function headersProblem(headers: unknown): string | undefined {
  if (!isRecord(headers)) return 'no plain object';
  const odd = Object.entries(headers).find(([, value]) => typeof value !== 'string');
  if (odd !== undefined) return `\`${odd[0]}\`, which is no text`;
  try {
    new Headers(headers as Record<string, string>);
    return undefined;
  } catch {
    return `a header that cannot be sent: ${Object.keys(headers).join(', ')}`;
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** All headers that a dialect gives, by method. */
function headersOf(kit: Kit): readonly (readonly [method: string, headers: unknown])[] {
  const url = `${kit.given.endpoint}/made/up`;
  const { kind } = kit.given;
  return METHODS.flatMap((method) =>
    [
      { method, url },
      { method, url, ...(kind !== undefined && { kind }) },
    ].map((request) => [method, kit.dialect.headers?.(request) ?? {}] as const),
  );
}

function checkHeaders(kit: Kit): void {
  const claim = 'headers can be sent';
  if (kit.dialect.headers === undefined) {
    kit.skip('`headers`', 'the dialect has none');
    return;
  }
  for (const [method, headers] of kit.call(claim, 'headers', () => headersOf(kit))?.gave ?? []) {
    kit.call(claim, `headers, of a ${method}`, () =>
      readHeaders('`headers`', headers, kit.dialect, "is `write`'s to say"),
    );
  }
}

/** An action, with a value for each of its parameters. */
interface Tried {
  readonly request: ActionRequest;
  /** Texts that have to stand in what is written. */
  readonly texts: readonly string[];
}

/** The actions of the kind that the samples are of; where the map has none, one that is made up. */
function actionsOf({ given }: Kit): readonly Tried[] {
  const { map, kind, endpoint } = given;
  const members = kind === undefined ? {} : (map.kinds[kind]?.members ?? {});
  const own = Object.entries(members).flatMap(([name, { call }]) =>
    call?.is === 'action' && call.declared === undefined ? [[name, call, '7'] as const] : [],
  );
  const ofPages = Object.values(map.kinds).flatMap((each: Kind) =>
    Object.values(each.members).flatMap(({ read }) =>
      read?.is === 'collection' && read.kind === kind ? Object.entries(read.actions ?? {}) : [],
    ),
  );
  const all = [...own, ...ofPages.map(([name, call]) => [name, call, undefined] as const)];
  const tried = all.length > 0 ? all : [['rename', MADE_UP, '7'] as const];
  return tried.map(([name, action, id]) => {
    const parts = Object.entries(action.parameters).filter(
      ([each]) =>
        !new RegExp(`\\{\\+?${each}\\}`).test(action.path) && !action.basic?.includes(each),
    );
    const body = Object.fromEntries(
      parts.map(([each, parameter]) => [parameter.wire ?? each, exampleOf(parameter)] as const),
    );
    const texts = Object.values(body).filter((value) => typeof value === 'string');
    const request: ActionRequest = {
      method: action.method,
      url: `${endpoint}/made/up`,
      ...(kind !== undefined && { kind }),
      ...(id !== undefined && { id }),
      name,
      action,
      body: parts.length === 0 ? undefined : body,
      // Of several kinds, a resource that is given is one.
      kinds: Object.fromEntries(
        parts.map(([each, { wire, kind: of }]) => [wire ?? each, of?.split('|')[0]]),
      ),
      paths: [],
      map,
      addressOf: (of, ...ids) => addressById(map, endpoint, of, ids),
    };
    return { request, texts };
  });
}

const MADE_UP: ActionMember = {
  is: 'action',
  method: 'PATCH',
  path: '',
  parameters: { name: { type: 'string' }, size: { type: 'integer' } },
  positional: [],
};

/** A value that a parameter takes. */
function exampleOf({ type, kind, each, oneOf, joined }: Parameter): unknown {
  if (each !== undefined) return joined === undefined ? [exampleOf(each)] : String(exampleOf(each));
  if (kind !== undefined) return '4711';
  if (oneOf !== undefined) return oneOf[0];
  if (type === 'number' || type === 'integer') return 4712;
  if (type === 'boolean') return true;
  return type === 'instant' ? '2001-02-03T04:05:06Z' : 'planted text';
}

function checkWrite(kit: Kit): void {
  const claim = 'actions can be sent';
  const { dialect } = kit;
  if (dialect.write === undefined) {
    kit.skip('`write`', 'the dialect has none: actions are the JSON of their values');
    return;
  }
  for (const { request, texts } of actionsOf(kit)) {
    const where = `write, of ${request.method} \`${request.name}\``;
    for (const body of [undefined, request.body]) {
      const wrote = kit.call(claim, where, () =>
        dialect.write?.({ ...request, body: structuredClone(body) }),
      )?.gave;
      if (wrote === undefined) continue;
      const problem = kit.call(claim, where, () => writtenProblem(kit, request, wrote))?.gave;
      kit.expect(claim, where, problem === undefined, () => `gives ${problem}`);
      const text = JSON.stringify(wrote.body ?? body) ?? '';
      const lost = body === undefined ? undefined : texts.find((each) => !text.includes(each));
      kit.expect(
        claim,
        where,
        lost === undefined,
        () => `gives a body in which ${JSON.stringify(lost)} is missing: ${text}`,
      );
    }
  }
}

/** What is wrong with what was written; `undefined` where nothing is. @throws {TypeError} For headers that cannot be sent. */
function writtenProblem(
  kit: Kit,
  request: ActionRequest,
  wrote: WrittenAction,
): string | undefined {
  const { form = request.action.form, body = request.body, headers = {} } = wrote;
  const ofBody = typeof form === 'object' ? 'is written with the body' : undefined;
  readHeaders('`headers`', headers, kit.dialect, ofBody);
  if (wrote.body !== undefined && JSON.stringify(wrote.body) === undefined)
    return 'a body that is no JSON';
  if (form !== 'form') return undefined;
  const fields = Object.entries(body ?? {});
  const odd = fields.find(([, value]) =>
    [value].flat().some((each) => typeof each === 'object' && each !== null),
  );
  return odd && `a form in which \`${odd[0]}\` is an object`;
}

/** Checks that a token stands in nothing but the headers that show who asks. */
function checkToken(kit: Kit): void {
  const claim = 'the token stays at home';
  const { dialect } = kit;
  const [token] = TOKENS;
  const { paths, samples } = kit.given;
  kit.call(claim, 'credentials', () => dialect.credentials(token));
  const url = `${kit.given.endpoint}/made/up`;
  const says: Readonly<Record<string, () => unknown>> = {
    headers: () => headersOf(kit),
    write: () => actionsOf(kit).map(({ request }) => dialect.write?.(request)),
    expand: () => dialect.expand(paths, false, kit.asked('resource', url, paths)),
    window: () => dialect.window(0, 1),
    many: () => dialect.many?.(['1', '2'], kit.given.kind ?? '', kit.asked('many', url)),
    silence: () => dialect.silence?.(url),
    document: () =>
      [...samples.values()].map(({ answer }) => {
        const doc = dialect.document(copied(answer), kit.asked('resource', answer.url));
        return explore(doc).picture;
      }),
    page: () =>
      [...samples.values()].map(({ answer }) => {
        const page = dialect.page(copied(answer), kit.asked('page', answer.url));
        return page && explorePage(page).picture;
      }),
  };
  for (const [name, say] of Object.entries(says)) {
    let said = '';
    try {
      said = JSON.stringify(say()) ?? '';
    } catch {
      // What is thrown here is found where that is checked.
    }
    kit.expect(
      claim,
      name,
      !said.includes(token),
      () => 'gives the token that `credentials` was called with before',
    );
  }
}
