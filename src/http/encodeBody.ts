/**
 * The body of a request as it goes over the wire, in the form that the action's data says: JSON, a form, or parts.
 *
 * What parts there are, and how each is written, is no API's own: that is the data's. A file that is a stream goes
 * on its way as it comes, and can be sent but once.
 */
import type { BodyForm, MultipartForm } from '../types/callMember.ts';
import { base64Of, toBase64 } from '../values/base64.ts';
import { Upload } from '../values/Upload.ts';
import { uuid } from '../values/uuid.ts';
import { bytesOf } from './readText.ts';
import type { Traffic } from './Traffic.ts';

/** A body on the wire, with the headers that say what it is. */
export interface Encoded {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Blob | FormData | ReadableStream<Uint8Array>;
}

/** Whether a body is none of named values, but goes as it is: bytes, or a form that the platform writes. */
export function isWritten(body: unknown): body is FormData | Upload {
  return body instanceof FormData || body instanceof Upload;
}

/** Writes a body. JSON is left to whoever sends it. @param traffic - Is told how long it is. */
export async function encodeBody(
  body: unknown,
  form: BodyForm | undefined,
  traffic: Traffic,
): Promise<Encoded> {
  // How long the platform's own form becomes, it does not tell.
  if (body instanceof FormData) return { headers: {}, body };
  if (body instanceof Upload) {
    const { type, whole } = body;
    const written = whole === undefined ? streamOf([body], {}, traffic) : counted(whole, traffic);
    return { headers: { 'content-type': type }, body: written };
  }
  const fields = Object.entries(body ?? {});
  if (typeof form !== 'object') {
    const named = fields.flatMap(([name, value]) => [value].flat().map((each) => [name, each]));
    const written = new URLSearchParams(
      named.map(([name, value]) => [String(name), String(value ?? '')]),
    );
    const type = 'application/x-www-form-urlencoded;charset=UTF-8';
    return { headers: { 'content-type': type }, body: counted(written.toString(), traffic) };
  }
  return encodeParts(fields, form, traffic);
}

/** Whether there is something in a body that was read already, so that it cannot be sent again. */
export function isSpent(body: unknown): boolean {
  return uploadsIn(body).some((upload) => upload.isSpent);
}

function uploadsIn(body: unknown): readonly Upload[] {
  if (typeof body !== 'object' || body === null) return [];
  if (body instanceof Upload) return [body];
  return Object.values(body).filter((value) => value instanceof Upload);
}

async function encodeParts(
  fields: readonly (readonly [string, unknown])[],
  form: MultipartForm,
  traffic: Traffic,
): Promise<Encoded> {
  const boundary = `part-${uuid()}`;
  const type = `multipart/${form.multipart}; boundary=${boundary}`;
  const files = fields.filter(([, value]) => value instanceof Upload) as [string, Upload][];
  const named = form.fileName === undefined ? undefined : new Map(fields).get(form.fileName);
  const rest = fields.filter(
    ([name, value]) => !(value instanceof Upload) && name !== form.fileName,
  );
  const disposition = form.multipart === 'form-data' ? 'form-data' : 'attachment';
  const start = partStart(boundary, [
    'Content-Type: application/json; charset=UTF-8',
    `Content-Disposition: ${disposition}; name="${form.json}"`,
  ]);
  const pieces: (string | Upload)[] = [start, JSON.stringify(Object.fromEntries(rest))];
  for (const [name, file] of files) {
    const fileName = typeof named === 'string' ? named : (file.name ?? 'file');
    pieces.push(
      `\r\n${partStart(boundary, [
        `Content-Type: ${oneLine(file.type)}`,
        `Content-Disposition: ${disposition}; name="${name}"; filename="${quoted(fileName)}"`,
        ...(form.base64 ? ['Content-Transfer-Encoding: base64'] : []),
      ])}`,
      file,
    );
  }
  pieces.push(`\r\n--${boundary}--\r\n`);
  const isStreamed = files.some(([, { whole }]) => whole === undefined);
  const body = isStreamed
    ? streamOf(pieces, form, traffic)
    : counted(await blobOf(pieces, form), traffic);
  return { headers: { 'content-type': type }, body };
}

function counted<Whole extends string | Blob>(body: Whole, traffic: Traffic): Whole {
  traffic.sentBytes = bytesOf(body);
  return body;
}

const partStart = (boundary: string, headers: readonly string[]): string =>
  [`--${boundary}`, ...headers, '', ''].join('\r\n');

async function blobOf(pieces: readonly (string | Upload)[], form: MultipartForm): Promise<Blob> {
  const written = pieces.map(async (piece) => {
    if (typeof piece === 'string') return piece;
    const whole = piece.whole as Blob;
    return form.base64 ? toBase64(new Uint8Array(await whole.arrayBuffer())) : whole;
  });
  return new Blob(await Promise.all(written));
}

/** The pieces, each as it is asked for. */
function streamOf(
  pieces: readonly (string | Upload)[],
  form: Pick<MultipartForm, 'base64'>,
  traffic: Traffic,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  async function* write(): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) {
      if (typeof piece === 'string') yield encoder.encode(piece);
      else if (form.base64) {
        for await (const text of base64Of(piece.chunks())) yield encoder.encode(text);
      } else yield* piece.chunks();
    }
  }
  const written = write();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await written.next();
        if (done) return controller.close();
        traffic.sentBytes += value.byteLength;
        controller.enqueue(value);
      },
      async cancel() {
        await written.return(undefined);
      },
    },
    // Nothing is read ahead: what was not asked for can still be sent another time.
    { highWaterMark: 0 },
  );
}

/** A name within quotes, on one line: nothing in it may end its header. */
const quoted = (name: string): string => oneLine(name).replace(/["\\]/g, '\\$&');

const oneLine = (text: string): string => text.replace(/\p{Cc}/gu, '_');
