/** Sharing a file or a link, in a room and in private alike: the bodies, and what is sent. */
import { Buffer } from 'node:buffer';
import * as v from 'valibot';
import type { BodyFormat, Call } from './endpoint.ts';
import { badRequest, bodyTooLarge } from './errors.ts';
import { text } from './fields.ts';
import { readMultipart } from './multipart.ts';
import { pictureType } from './picture.ts';
import type { Draft } from './send.ts';
import type { MessageFile } from './store/Messages.ts';

const caption = v.nullish(text(0, 1000, 'The message that comes with it'), '');

export interface SharedLink {
  readonly link: string;
  readonly message: string;
}

/** The body of `share/link`. */
export const linkBody: BodyFormat<SharedLink> = {
  schema: v.object({ link: text(10, 1000, 'The link to share'), message: caption }),
};

export interface SharedFile {
  readonly message: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The body of `share/file`. */
export const fileBody: BodyFormat<SharedFile> = {
  schema: v.object({
    message: caption,
    name: text(1, 255, 'The name of the file'),
    bytes: v.instance(Uint8Array),
  }),
  types: { 'multipart/related': (_, body, header) => readShared(body, header) },
  holdsFile: true,
};

function readShared(body: Uint8Array, header: string): unknown {
  const parts = readMultipart(body, header);
  const file = parts.find((part) => part.name === 'file' || part.filename !== undefined);
  const metadata = parts.find((part) => part !== file && part.bytes.byteLength > 0);
  if (file === undefined) throw badRequest('The multipart body has no file in it');
  // A path that some browser put in front of the name says nothing here.
  const name = (file.filename ?? 'file').split(/[\\/]/).at(-1);
  return { message: messageIn(metadata?.bytes), name, bytes: file.bytes };
}

function messageIn(metadata: Uint8Array | undefined): unknown {
  if (metadata === undefined) return '';
  try {
    const json: unknown = JSON.parse(Buffer.from(metadata).toString('utf8'));
    return typeof json === 'object' && json !== null && 'message' in json ? json.message : '';
  } catch {
    throw badRequest('The metadata of the file cannot be parsed as valid JSON');
  }
}

/**
 * Keeps a shared file, and sends the message that it comes with.
 *
 * @param send - Sends it: given the conversation in which it is, which is opened only then.
 */
export async function shareFile<T>(
  call: Call,
  { message, name, bytes }: SharedFile,
  conversation: () => number,
  send: (draft: Draft, file: MessageFile) => T,
): Promise<T> {
  const { store, files, clock } = call;
  const size = bytes.byteLength;
  if (size > files.largest) throw bodyTooLarge();
  const picture = pictureType(bytes);
  const mediaType = picture ?? 'application/octet-stream';
  return files.keep(bytes, (key) =>
    store.write(() => {
      const conversationId = conversation();
      const created = clock.seconds();
      const id = store.files.add({ key, name, mediaType, size, conversationId, created });
      const file = { id, key, name, size, isPicture: picture !== undefined };
      return send({ type: 'message', message, file }, file);
    }),
  );
}

/** A shared link as a message: its text, and the preview that HipChat would have filled by looking. */
export function linkDraft({ link, message }: SharedLink): Draft {
  const preview = {
    description: '',
    faviconUrl: null,
    fullUrl: link,
    headerText: link,
    linkText: link,
    title: link,
  };
  return {
    type: 'message',
    message: message === '' ? link : `${message} ${link}`,
    messageLinks: [{ link: preview, type: 'link', url: link }],
  };
}
