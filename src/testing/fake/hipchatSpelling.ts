import type { JsonObject } from '../../values/json.ts';
import type { Spelling } from './Spelling.ts';

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
};

/** What a page's own links do not repeat. */
const OF_THE_PAGE = ['start-index', 'max-results', 'expand'];

/** HipChat's v2 API, as a made-up server writes it. */
export const hipchatSpelling: Spelling = {
  root: '/v2',
  defaultPageSize: 100,
  pageSize: 1000,
  names(kind, { name, email, mention_name, shortcut }) {
    if (kind === 'user') {
      return [...texts(email), ...texts(mention_name).map((mention) => `@${mention}`)];
    }
    return kind === 'room' ? texts(name) : kind === 'emoticon' ? texts(shortcut) : [];
  },
  expansions(query, ofItems) {
    const paths = query.getAll('expand').flatMap((text) => text.split(','));
    // One message by its id is written here without the envelope that it is expanded in.
    if (!ofItems) return paths.map((path) => path.replace(/^message\./, ''));
    return paths.flatMap((path) =>
      path === 'items' ? [''] : path.startsWith('items.') ? [path.slice('items.'.length)] : [],
    );
  },
  window(query) {
    const [start, size] = ['start-index', 'max-results'].map((name) => query.get(name));
    return {
      ...(isWhole(start) && { start: Number(start) }),
      ...(isWhole(size) && { size: Number(size) }),
    };
  },
  resource({ address, fields, links }) {
    if (address === undefined) return fields;
    const given = fields.links as JsonObject | undefined;
    return { ...fields, links: { self: address, ...links, ...given } };
  },
  page({ items, url, start, size, hasNext }) {
    const self = `${url.origin}${url.pathname}`;
    const rest = [...url.searchParams].filter(([name]) => !OF_THE_PAGE.includes(name));
    const at = (index: number): string =>
      `${self}?${new URLSearchParams([['start-index', `${index}`], ['max-results', `${size}`], ...rest])}`;
    const links = {
      self,
      ...(hasNext && { next: at(start + size) }),
      ...(start > 0 && { prev: at(Math.max(0, start - size)) }),
    };
    return { items, startIndex: start, maxResults: size, links };
  },
  refusal: (status, message) => ({
    error: { code: status, type: REASONS[status] ?? 'Error', message },
  }),
};

const texts = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : []);

const isWhole = (text: string | null | undefined): text is string =>
  typeof text === 'string' && /^\d+$/.test(text);
