/**
 * Values that are only foretold, in plans: holes like `{1.items[0].owner.id}`, which say where each will come from.
 *
 * Lambdas run on them, so each behaves like a sample of its type, and is a hole wherever it is written.
 */
import { type Codec, sampleOf } from './codec.ts';

/** What stands between the braces: nothing that parts an address, or that `URL` reads otherwise, for a text of a server may look like it. */
const WHENCE = String.raw`\d+(?:\.[\w.[\]*@:$-]+)?`;
const HOLE = new RegExp(`(\\{${WHENCE}\\})`);
const ESCAPED_HOLE = new RegExp(`%7B(${WHENCE})%7D`, 'g');

/** Whether a value is a hole, and nothing besides. */
export function isForetold(value: unknown): value is string {
  return typeof value === 'string' && value === HOLE.exec(value)?.[0];
}

/** A text as it is written where some characters have to be escaped: its holes stay as they are. */
export function besideHoles(text: string, write: (text: string) => string): string {
  return text.includes('{')
    ? text
        .split(HOLE)
        .map((part, at) => (at % 2 === 1 ? part : write(part)))
        .join('')
    : write(text);
}

/** An address in which its holes stay as they are, whatever `URL` made of them. */
export function withHoles(href: string): string {
  return href.replace(ESCAPED_HOLE, '{$1}');
}

/** Whether an address begins with what only an answer will tell: `{1.items[*].links.self}/topic`. */
export function isForetoldAddress(address: string): boolean {
  return HOLE.exec(address)?.index === 0;
}

/** What a lambda is given for a hole. */
export function foretold(codec: Codec, hole: string): unknown {
  if (codec === 'string') return hole;
  if (codec === 'number') return new ForetoldNumber(hole);
  const sample = sampleOf(codec);
  // It is no plain object, whose parts would be sent in its place.
  if (codec === 'json') return new Proxy(written(Object.create({}), hole), { get: partOf });
  return codec === 'instant' ? written(sample as object, hole) : sample;
}

/** A number to calculate with: 0, until it is written. */
export class ForetoldNumber extends Number {
  readonly hole: string;

  constructor(hole: string) {
    super(0);
    this.hole = hole;
  }

  override toString(): string {
    return this.hole;
  }

  toJSON(): string {
    return this.hole;
  }
}

/** A value that is a hole wherever it is written. */
function written<T extends object>(value: T, hole: string): T {
  const write = { value: () => hole };
  return Object.defineProperties(value, { toString: write, toJSON: write });
}

/** What stands in JSON that is only foretold. Whoever looks for a promise finds none. */
function partOf(json: object, name: string | symbol): unknown {
  if (typeof name === 'symbol' || name === 'then' || name in json) return Reflect.get(json, name);
  return foretold('json', String(json).replace(/\}$/, `.${name}}`));
}
