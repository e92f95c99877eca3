/**
 * What a name of a link map is when it is called: an action, or a lookup by an id. An action says its request as data, so that
 * nobody writes a function that sends.
 */
import type { Codec } from '../values/codec.ts';
import type { Level } from './level.ts';
import type { Parameter, Parameters } from './parameter.ts';

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
  /** The ids that there are, where these are few. */
  readonly oneOf?: readonly string[];
  /** What what it finds can be called with. */
  readonly options?: Parameters;
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
  /**
   * Set where it takes nothing out of any list, and puts nothing into one that is gone through: a loop need not look whether what
   * it goes through has moved.
   */
  readonly stays?: true;
  /** The fields of an answer that is no resource. */
  readonly answers?: Readonly<Record<string, Codec>>;
}

/** An action with parameters of these names: for data that is put together of other data. */
export interface ActionWith<Names extends string> extends ActionMember {
  /** What it can be called with, by name. */
  readonly parameters: Readonly<Record<Names, Parameter>>;
}

/** What a name is when it is called. A collection or link that has no call of its own takes its options. */
export type CallMember = ActionMember | LookupMember;

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
