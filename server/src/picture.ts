/**
 * Pictures of people, rooms and the group: read from base64, kept, replaced, led to.
 *
 * A picture is what its first bytes say, whatever it is called: PNG, JPEG or GIF.
 */
import { Buffer } from 'node:buffer';
import * as v from 'valibot';
import type { Answer, BodyFormat, Call } from './endpoint.ts';
import { done, redirect } from './endpoint.ts';
import { bodyTooLarge, notFound } from './errors.ts';
import { fromBase64 } from './files/FileStore.ts';
import { invalid } from './validate.ts';

const beginnings: readonly (readonly [string, string])[] = [
  ['89504e470d0a1a0a', 'image/png'],
  ['ffd8ff', 'image/jpeg'],
  ['474946383761', 'image/gif'],
  ['474946383961', 'image/gif'],
];

/** `image/png`, `image/jpeg` or `image/gif`; `undefined` for what is none of them. */
export function pictureType(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  return beginnings.find(([beginning]) => start.startsWith(beginning))?.[1];
}

/** A body that holds a picture in one field. */
export function pictureBody<const F extends string>(field: F): BodyFormat<Record<F, string>> {
  const schema = v.object({ [field]: v.pipe(v.string(), v.minLength(1)) });
  return {
    schema: schema as unknown as v.GenericSchema<unknown, Record<F, string>>,
    holdsFile: true,
  };
}

/**
 * Keeps a picture in the place of another.
 *
 * @param place - Where it is used: what is there now, read when the bytes are kept, where the caller
 *   may still change it; and how to put another there.
 */
export async function replacePicture(
  call: Call,
  field: string,
  base64: string,
  place: { current: () => string | null; put: (key: string) => void },
): Promise<Answer> {
  // Some write it as a data URL.
  const bytes = fromBase64(base64.replace(/^data:[a-z/+.-]*;base64,/i, ''));
  const mediaType = bytes && pictureType(bytes);
  if (bytes === undefined || mediaType === undefined) {
    const message = `Value for field '${field}' is not a base64 encoded JPEG, PNG or GIF`;
    throw invalid(message, { field, validation: 'format', expected_type: 'string' });
  }
  if (bytes.byteLength > call.files.largest) throw bodyTooLarge();
  const { store, clock, files } = call;
  const before = await files.keep(bytes, (key) =>
    store.write(() => {
      const old = place.current();
      const size = bytes.byteLength;
      const created = clock.seconds();
      store.files.add({ key, name: field, mediaType, size, conversationId: null, created });
      place.put(key);
      if (old !== null) store.files.delete(old);
      return old;
    }),
  );
  if (before !== null) await files.delete([before]);
  return done;
}

/** Takes a picture away. */
export async function removePicture(
  call: Call,
  place: { current: () => string | null; clear: () => void },
): Promise<Answer> {
  const key = await call.store.write(() => {
    const old = place.current();
    place.clear();
    if (old !== null) call.store.files.delete(old);
    return old;
  });
  if (key !== null) await call.files.delete([key]);
  return done;
}

/** Leads to a picture: to ours by a signed link, to one that is elsewhere as it is. */
export function leadTo(call: Call, key: string | null, url: string | null, whose: string): Answer {
  const location = call.links.toFile(key) ?? url;
  if (location === null) throw notFound('Picture of', whose);
  return redirect(location);
}
