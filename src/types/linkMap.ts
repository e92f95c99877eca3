/**
 * The vocabulary of link maps: what is known beforehand about an API's kinds of resource.
 *
 * A link map is data. The planner reads it to say what a name means before anything was fetched, and what
 * can be expanded; the recorder reads it for sample values; the snapshot, to decide what is a value and
 * what is a chain. Kinds name each other by string, so that a map can be cut to the kinds that are used.
 *
 * A map is a hint, never a promise: every answer is checked, and names that no map knows are looked up in
 * the documents themselves. What the same names mean to the compiler stands beside each map, in the
 * `XIn<R>` interface of its file; `keepInStep.ts` holds the two together.
 */

/** A named form in which a resource arrives, from the least to the fullest. */
export type Level = 'ref' | 'stub' | 'whole';

/** What holds a name: a representation from there on, or none before it was asked to be expanded. */
export type Held = Level | 'expansion';

/** How a field's text on the wire becomes a value, and back. */
export type Codec = 'string' | 'number' | 'boolean' | 'instant' | 'json';

/** A plain field of a resource. */
export interface FieldMember {
  /** Which sort of member it is. */
  readonly is: 'field';
  /** How its JSON becomes a value: `string`, `number`, `boolean`, `instant` or `json`. */
  readonly codec: Codec;
  /** The least representation that holds it. */
  readonly in: Level;
}

/** A resource named inside another: it arrives as a stub in a field, and can be expanded there. */
export interface RefMember {
  /** Which sort of member it is. */
  readonly is: 'ref';
  /**
   * The kind of resource that is meant; `user|bot` where it may be of either: which one it is, the document says (`Doc.kind`),
   * its address, or `kindBy`. The same may be said of the kind of lists, links, collections, lookups and what an action creates.
   */
  readonly kind: string;
  /** Of several kinds: the field of the owner that says which one it is, by its name or its `type`: `subjectType`. */
  readonly kindBy?: string;
  /** The least representation of the owner that holds the stub; `expansion` where only an expansion brings it. */
  readonly in: Held;
  /** Where it has an address of its own: its path below the owner's address. */
  readonly path?: string;
  /** What stands there of it unless it is expanded; default `stub`. */
  readonly as?: 'ref' | 'stub';
  /**
   * The field of the owner that holds its id, from which its address is made by its kind's template: `authorId`; or
   * one for each hole of that template, in their order. Its own name says that the id stands in its very place, until a
   * whole thing does because it was expanded. Where one of them is `null`, so is this. What stands there of it is a `ref`.
   */
  readonly by?: string | readonly string[];
}

/** A short list of stubs inside a resource. */
export interface ListMember {
  /** Which sort of member it is. */
  readonly is: 'list';
  /** The kind of the stubs. */
  readonly kind: string;
  /** The least representation of the owner that holds the list. */
  readonly in: Held;
  /** Set where the server leaves the list out when it is empty. */
  readonly absent?: 'empty';
  /** What stands there of each unless they are expanded; default `stub`. */
  readonly as?: 'ref' | 'stub';
  /**
   * The field of the owner that holds the list of their ids: `tagIds`; or its own name, where an id stands in the very place
   * of each until that is expanded. What stands there of them are `ref`s.
   */
  readonly by?: string;
}

/** The least representation of its owner that a name comes with. */
export function levelOf({ in: held }: { readonly in: Held }): Level {
  return held === 'expansion' ? 'whole' : held;
}

/** What stands of others in the one that names them. */
export function levelNamed(read: RefMember | ListMember): 'ref' | 'stub' {
  return read.as ?? ('by' in read ? 'ref' : 'stub');
}

/** A link to one resource, which arrives whole. */
export interface LinkMember {
  /** Which sort of member it is. */
  readonly is: 'link';
  /** The kind of what it leads to. */
  readonly kind: string;
  /** The name under which documents declare it. */
  readonly rel?: string;
  /** The least representation that declares it; default `stub`. */
  readonly declaredIn?: Level;
  /** Its path below the owner's address, used only where the document that declares it was not fetched. */
  readonly path?: string;
  /** What it can be called with. */
  readonly options?: Parameters;
}

/** A link to a collection of resources, which comes in pages of stubs. */
export interface CollectionMember {
  /** Which sort of member it is. */
  readonly is: 'collection';
  /** The kind of the items. */
  readonly kind: string;
  /** The name under which documents declare it. */
  readonly rel?: string;
  /** The least representation that declares it; default `stub`. */
  readonly declaredIn?: Level;
  /** Its path below the owner's address. */
  readonly path?: string;
  /**
   * From which representation of the owner on its first items stand in the owner's document under its name, as a
   * `ListDoc`; `expansion` where they do once that was asked for. Then no request is spent on those.
   */
  readonly embedded?: Held;
  /**
   * Set where the server leaves it out of the document when it is empty: what is `embedded`, or its link, where the map has no
   * `path` for it. Then it is empty, and nothing is asked.
   */
  readonly absent?: 'empty';
  /**
   * Whether an item can be asked for by its index (`items[1500]` without the pages before it). Leave it
   * `false` where the server ignores windows, or where the order depends on the page.
   */
  readonly indexed: boolean;
  /**
   * Of one without an index: how many items its pages are asked to have, by the dialect's `window`, where more than the first page is
   * wanted. Default: as many as the server gives where nobody asks.
   */
  readonly pageSize?: number;
  /** What it can be called with. */
  readonly options?: Parameters;
  /** The names of the options that can be given by position, in their order: `history('recent', 50)`. */
  readonly positional?: readonly string[];
  /** What can be called on this collection: `hc.rooms.create(…)`. */
  readonly actions?: Readonly<Record<string, ActionMember>>;
  /** How the whole of it is gone through, where neither an index nor `next` can be relied on. */
  readonly walk?: KeyedWalk;
}

/** How a collection is gone through by a key of its items, newest first: each page starts where the last one ended. */
export interface KeyedWalk {
  /** The wire name of the parameter that takes the key of a page's first item. */
  readonly parameter: string;
  /**
   * How the newest items are asked for, where the walk starts now: by the server's clock, never by the client's. Such a
   * page takes no window, and declares no other.
   */
  readonly newest: {
    /** The parameter's value. */
    readonly value: string;
    /** How many items there are at most: a page with fewer is the last one. */
    readonly size: number;
  };
  /** The wire name of the parameter that takes the key of the oldest item wanted, if there is one. */
  readonly until?: string;
  /** The field of an item that is its key: a moment. Several items may share one. */
  readonly field: string;
  /** The field that tells items apart. */
  readonly id: string;
  /** What is asked of every page, to have the newest first. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

/** A resource found by its id: `hc.room(42)`. The call takes the id, and its options after it. */
export interface LookupMember {
  /** Which sort of member it is. */
  readonly is: 'lookup';
  /** The kind of what is found. */
  readonly kind: string;
  /**
   * The path below the owner's address, with `{id}` where the id goes, or with a hole for each part of it: `repos/{owner}/{name}`.
   * What goes into a hole is one segment, and escaped as that; into `{+path}` go as many as it has slashes between.
   */
  readonly path: string;
  /** What what it finds can be called with. */
  readonly options?: Parameters;
}

/** One parameter of an action, or one option of a link. */
export interface Parameter {
  /** Its name on the wire, where that is not its own name. */
  readonly wire?: string;
  /** What it takes: `'any'` is sent as it is; `'file'` is bytes, a `Blob`, a `File` or a stream. */
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'instant' | 'file' | 'any';
  /** The kind of the resource that it takes, by a chain, a snapshot or an id. */
  readonly kind?: string;
  /** Whether it has to be given; default `false`. */
  readonly required?: boolean;
  /** The least and the greatest length, in characters, of a text. */
  readonly length?: readonly [least: number, greatest: number];
  /** The least and the greatest value of a number. */
  readonly range?: readonly [least: number, greatest: number];
  /** The values that a text may have. */
  readonly oneOf?: readonly string[];
  /** The regular expression that a text matches as a whole. */
  readonly matches?: string;
  /** Of a list: what each of its values is. */
  readonly each?: Parameter;
  /** Of a list that is sent as one text: what stands between its values. */
  readonly joined?: string;
  /**
   * What it says of the page of a collection, if it picks one: where that starts, and how many items it may have. Both
   * hold for all that is gone through, whose first page it is. `true` picks a page in another way, and holds for it alone.
   */
  readonly window?: 'start' | 'count' | true;
  /**
   * Whether it names what is to be expanded: paths of references, `items` first where it is a collection. It is
   * no part of an address then: what it names is wished for, and shown whole.
   */
  readonly expands?: boolean;
  /** The parameter that gets the name of the moment's time zone, if it has one and that one is left out. */
  readonly zoneTo?: string;
  /** What it is when it is left out, and the text of another parameter matches. */
  readonly implied?: Implied;
  /** Whether it is the last segment of the resource's address when it is left out. */
  readonly isAddressed?: boolean;
  /**
   * The field of the resource that is sent when it is left out, because the server resets what it is not told.
   * An action with such a parameter reads the whole resource first.
   */
  readonly keeps?: string;
  /** The one name of the object in which it is sent: with `'id'`, 3 is sent as `{ "id": 3 }`. */
  readonly inside?: string;
  /** Of an object: the parameters in it that are checked. Of what is kept, only these are sent. */
  readonly fields?: Parameters;
}

/** A value that depends on the text of another parameter. */
export interface Implied {
  /** The name of the other parameter. */
  readonly by: string;
  /** What its text has to match, as a regular expression. */
  readonly matches: string;
  /** What it is then. */
  readonly value: string | number | boolean;
}

/** Parameters by the name that a caller writes (camelCase). */
export type Parameters = Readonly<Record<string, Parameter>>;

/** How a body is written: as JSON, as the fields of a form, or as parts, of which some are files. */
export type BodyForm = 'json' | 'form' | MultipartForm;

/** A body of several parts: one that holds all that is no file, and one for each file. */
export interface MultipartForm {
  /** `related` or `form-data`: what stands behind `multipart/`. */
  readonly multipart: 'related' | 'form-data';
  /** The name of the part in which all that is no file stands, as JSON. */
  readonly json: string;
  /** The wire name of the parameter that names the file. It stands in no part but the file's own. */
  readonly fileName?: string;
  /** Whether files are sent as base64, and not as they are. */
  readonly base64?: boolean;
}

/** A call that changes something. */
export interface ActionMember {
  /** Which sort of member it is. */
  readonly is: 'action';
  /** The HTTP method. */
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * The path below the resource's address; `''` is the resource itself. A parameter stands in it as `{user}`, or as `{+repo}` where its
   * slashes are the address's own, and what is left out with it in brackets: `ui[/room/{room}]`.
   */
  readonly path: string;
  /**
   * Set where documents declare it under its name (`Doc.actions`), with its method and its address: then it is sent there, and
   * is an error where it is not declared. The resource is read first.
   */
  readonly declared?: true;
  /** How the body is written; default `json`. */
  readonly form?: BodyForm;
  /**
   * The parameters that are a name and its password, sent as HTTP's Basic credentials in the place of the token, where
   * both are given. They stand in no body.
   */
  readonly basic?: readonly [name: string, password: string];
  /** What it can be called with, by name. */
  readonly parameters: Parameters;
  /** The names of the parameters that are given by position, in their order; an object of the others follows. */
  readonly positional: readonly string[];
  /** The kind of resource that it makes, which arrives as a `ref`, or as `gives` says. */
  readonly creates?: string;
  /**
   * How much its answer holds of the resource: of what it makes, or of the one that it is an action of, which is then what it
   * gives. What the answer lacks all the same is asked for.
   */
  readonly gives?: Level;
  /**
   * Set where it is sent only if nobody changed its resource since that was read: with the ETag of what is in hand (`If-Match`).
   * Where none is, the resource is read first. What comes back then as a 412 says to read again.
   */
  readonly guard?: 'etag';
  /**
   * Set where the server does it once for each idempotency key: the name of the header that takes it, or `true` for
   * `Idempotency-Key`. Each action has a key of its own, the same whenever its request is repeated; a caller may give it as
   * the option `idempotencyKey`, which no parameter can be called then.
   */
  readonly key?: string | true;
  /** The fields of an answer that is no resource. */
  readonly answers?: Readonly<Record<string, Codec>>;
}

/** An action with parameters of these names: for data that is put together of other data. */
export interface ActionWith<Names extends string> extends ActionMember {
  /** What it can be called with, by name. */
  readonly parameters: Readonly<Record<Names, Parameter>>;
}

/** What a name is when it is read, on a chain or a snapshot. */
export type ReadMember = FieldMember | RefMember | ListMember | LinkMember | CollectionMember;

/** What a name is when it is called. A collection or link that has no call of its own takes its options. */
export type CallMember = ActionMember | LookupMember;

/** All that one name can mean on a kind of resource. */
export interface Member {
  /** What reading the name gives, where it can be read. */
  readonly read?: ReadMember;
  /** What calling the name does, where it can be called. */
  readonly call?: CallMember;
}

/** One kind of resource. */
export interface Kind {
  /**
   * The address below the endpoint, with `{id}`: `'room/{id}'`; or with a hole for each part of the id, named as the field that holds
   * it: `'repos/{owner}/{name}'`. It tells an address's kind, too.
   */
  readonly address?: string;
  /** What documents call it, where that is otherwise than the map does: `Person`. */
  readonly type?: string;
  /** Whether the map has every name that there is: another one is an error before anything is asked. */
  readonly complete?: true;
  /**
   * How many of them are asked for at once, by their ids, where the dialect can (`Dialect.many`). What stands in such an answer is as
   * whole as at its own address, unless its `Doc` says otherwise.
   */
  readonly many?: Many;
  /** How much a request for one of them may expand, where that is not as the dialect's limits say of all. */
  readonly limits?: KindLimits;
  /** The field that holds the address of its bytes, where these do not lie at its own: what `download` follows. */
  readonly bytes?: string;
  /** Its members by name: fields, references, links, collections, actions. */
  readonly members: Readonly<Record<string, Member>>;
}

/** How much one request may expand; what is left out is as the dialect's limits say. */
export interface ExpandLimits {
  /** How many names deep a path may go, from the thing on, or from each item of a page: 1 is what it names itself. */
  readonly expandDepth?: number;
  /** How many paths there may be. */
  readonly expandPaths?: number;
  /**
   * The only paths that can be expanded, where not all can: `owner.group` brings the owner as well. Of a page, `''` stands for the items
   * themselves.
   */
  readonly expands?: readonly string[];
}

/** How much a request may expand of one kind. */
export interface KindLimits extends ExpandLimits {
  /** The same of a page of them, and of several by their ids. */
  readonly ofItems?: ExpandLimits;
}

/** One request for many resources of a kind, by their ids. */
export interface Many {
  /** Its path below the endpoint, which answers with a page of them: `users`. */
  readonly path: string;
  /** How many one request may ask for, at most: two or more. */
  readonly most: number;
}

/** All that is known beforehand of one API. */
export interface LinkMap {
  /** The kind of the place where every chain starts. */
  readonly root: string;
  /** The kind of what is wrapped without an address of its own: the payload of a webhook. */
  readonly wraps?: string;
  /** The kinds by name: members name each other by these. */
  readonly kinds: Readonly<Record<string, Kind>>;
}
