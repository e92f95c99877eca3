/**
 * What plain REST APIs do each in their own way.
 */
import type { Limits } from '../../plan/ask/limits.ts';
import type { JsonObject } from '../../values/json.ts';
import type { Refusal } from '../Dialect.ts';
import type { LinkTemplates } from '../linkTemplates.ts';
import type { Paging } from '../pageWindows.ts';
import type { RateRules } from '../RateRules.ts';

/** Fields of a document that are links: `issues_url` is the link `issues`. */
export interface RestLinks {
  /** What their names end with. */
  readonly suffix: string;
  /** Names, without that ending, that lead to no resource of the API: pages for people, pictures, repositories. */
  readonly except?: readonly string[] | undefined;
}

/** The names of a query by which others are asked to be put into the document. */
export interface RestExpand {
  /** For what is named by an id, or by a list of ids: `_expand`. */
  readonly one?: string | undefined;
  /** For a list of others, which name this one: `_embed`. */
  readonly many?: string | undefined;
}

/** How one API does what plain REST leaves open. */
export interface RestOptions {
  /** What people call the API: it stands in errors. Default `The API`. */
  readonly name?: string | undefined;
  /** How large pages are: at most, and when nothing is asked. Default 100 and 30. */
  readonly limits?: Pick<Limits, 'pageSize' | 'defaultPageSize'>;
  /**
   * Under which name a page's items stand, where the answer is an object: the first of these that holds an array. An answer that
   * is an array is a page always. Default none.
   */
  readonly items?: readonly string[] | undefined;
  /**
   * Under which name beside its items a page has the address of the next one: `next`, or `links.next` where it stands in an object. Where
   * the name is there and holds nothing, there is no other page. Default none: the header `Link` says it.
   */
  readonly next?: string | undefined;
  /** How a part of a collection is asked for. Default: there is no way, and pages follow one another by their links. */
  readonly window?: Paging | undefined;
  /**
   * The header of a page that says how many items there are altogether, `X-Total-Count`, or the name beside its items that does: `count`,
   * or `meta.total` where it stands in an object. Default none.
   */
  readonly total?: string | undefined;
  /** How others are asked to be put into a document; one step deep. Default: there is no way. */
  readonly expand?: RestExpand | undefined;
  /** The name of a query by which several of a kind are asked for, where the map says `many` of it: `id`. Default: one by one. */
  readonly ids?: string | undefined;
  /** The field in which a document says its own address: `url`. Default: the address is made of the id, as the map says. */
  readonly self?: string | undefined;
  /** Which fields of a document are links. Default none: those of the header `Link` are links always. */
  readonly links?: RestLinks | undefined;
  /** How links that are templates are filled: `linkTemplates`. Default: a brace in a link is a character like any other. */
  readonly templates?: LinkTemplates | undefined;
  /** The headers that show who asks. Default `Authorization: Bearer …`. */
  credentials?(token: string): Readonly<Record<string, string>>;
  /** What an answer says that refuses. Default: the words under the names that most APIs use. */
  error?(body: JsonObject): Refusal;
  /** How the server limits the rate of requests. Default: 429, and 503 with `Retry-After`. */
  readonly rate?: RateRules | undefined;
}
