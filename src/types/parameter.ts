/**
 * What a call takes, as link maps say it: the arguments of an action, the options of a link or a collection.
 */

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
