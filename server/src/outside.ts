/**
 * What is served beside the API: files by signed links, the stock emoticons' pictures, the page on
 * which a person lets an add-on act for them, and whether the server is well.
 *
 * None of it needs a token, and nothing of it counts towards a limit of requests.
 */
import { Buffer } from 'node:buffer';
import type { Clock } from './clock.ts';
import { ApiError, errorDocument, methodNotAllowed } from './errors.ts';
import type { FileLinks } from './files/FileLinks.ts';
import type { FileStore } from './files/FileStore.ts';
import { mayFollow } from './files/fileRights.ts';
import type { Health } from './Health.ts';
import { toJson, toPrettyJson } from './json.ts';
import { authorizePage } from './oauth/authorizePage.ts';
import type { RateLimit } from './rateLimit.ts';
import { drawEmoticon } from './stock/drawEmoticon.ts';
import { stockShortcutOf } from './stock/ids.ts';
import type { FileRow } from './store/Files.ts';
import type { Store } from './store/Store.ts';
import { writeRefusal } from './writeRefusal.ts';

/** What it is made of. */
export interface OutsideParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly files: FileStore;
  readonly fileLinks: FileLinks;
  readonly logins: RateLimit;
  readonly health: Health;
}

/** Answers requests for these paths; `undefined` for every other. */
export type Outside = (request: Request, path: string) => Promise<Response> | undefined;

export function createOutside(parts: OutsideParts): Outside {
  return (request, path) => {
    if (path === '/health') return orFail(request, ['GET', 'HEAD'], () => health(parts.health));
    if (path.startsWith('/files/')) {
      return orFail(request, ['GET', 'HEAD'], () => sendFile(request, path.slice(7), parts));
    }
    if (path.startsWith('/img/emoticons/')) {
      return orFail(request, ['GET', 'HEAD'], async () => sendEmoticon(path.slice(15)));
    }
    if (path === '/users/authorize') {
      return orFail(request, ['GET', 'POST'], () => authorizePage(request, parts));
    }
    return undefined;
  };
}

async function orFail(
  request: Request,
  methods: readonly string[],
  answer: () => Promise<Response>,
): Promise<Response> {
  try {
    if (!methods.includes(request.method)) throw methodNotAllowed(methods);
    return await answer();
  } catch (thrown) {
    const error = thrown instanceof ApiError ? thrown : writeRefusal(thrown);
    if (error === undefined) throw thrown;
    const headers = { ...error.headers, 'Content-Type': 'application/json' };
    return new Response(toPrettyJson(errorDocument(error)), { status: error.status, headers });
  }
}

/** Whether the server is well, in a word. */
async function health(parts: Health): Promise<Response> {
  const condition = await parts.condition();
  const headers = { 'Cache-Control': 'no-store', 'Content-Type': 'application/json' };
  const status = condition === 'ok' ? 200 : 503;
  return new Response(toJson({ status: condition }), { status, headers });
}

async function sendFile(request: Request, key: string, parts: OutsideParts): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const { store, clock, fileLinks } = parts;
  const of = (name: string): string => query.get(name) ?? '';
  const viewer = of('for');
  const isGood = fileLinks.isGood(key, of('expires'), viewer, of('signature'));
  const row = isGood ? store.files.findByKey(key) : undefined;
  if (!isGood || (row !== undefined && !mayFollow(store, clock, viewer, row))) {
    throw new ApiError(403, 'The link is wrong or has expired');
  }
  const bytes = row && (await parts.files.get(key));
  if (row === undefined || bytes === undefined) throw new ApiError(404, 'File not found');
  return new Response(Buffer.from(bytes), { headers: fileHeaders(row) });
}

function fileHeaders(file: FileRow): Record<string, string> {
  const isPicture = file.media_type.startsWith('image/');
  const name = encodeURIComponent(file.name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    'Cache-Control': 'private, max-age=3600',
    'Content-Disposition': `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    'Content-Length': String(file.size),
    'Content-Type': file.media_type,
    ...harmless,
  };
}

/** What somebody uploaded must do nothing in the browser of somebody else. */
const harmless = {
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'X-Content-Type-Options': 'nosniff',
};

function sendEmoticon(name: string): Response {
  const id = Number(/^(\d{1,9})\.svg$/.exec(name)?.[1] ?? 0);
  const shortcut = stockShortcutOf(id);
  if (shortcut === undefined) throw new ApiError(404, 'Emoticon not found');
  const headers = { 'Cache-Control': 'public, max-age=86400', 'Content-Type': 'image/svg+xml' };
  return new Response(drawEmoticon(shortcut), { headers: { ...headers, ...harmless } });
}
