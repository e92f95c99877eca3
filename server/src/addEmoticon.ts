/** Adds an emoticon of the group's own, which HipChat let people do in its web pages alone. */
import { checkNames } from './checkNames.ts';
import type { Clock } from './clock.ts';
import type { FileStore } from './files/FileStore.ts';
import { pictureType } from './picture.ts';
import { findUser } from './rights.ts';
import { stockIdOf } from './stock/ids.ts';
import type { Store } from './store/Store.ts';

/** An emoticon to be added. */
export interface EmoticonOptions {
  /** As it is typed, without the parentheses: at most 50 letters, digits, `_` and `-`. */
  readonly shortcut: string;
  /** The bytes of a PNG, JPEG or GIF. */
  readonly image: Uint8Array;
  /** In pixels. Default 30. */
  readonly width?: number;
  /** In pixels. Default 30. */
  readonly height?: number;
  /** Who made it: an id, an e-mail address or a `@mention` name. */
  readonly creator?: number | string;
}

const names = { shortcut: true, image: true, width: true, height: true, creator: true } as const;

/** @returns Its id. */
export async function addEmoticon(
  store: Store,
  clock: Clock,
  files: FileStore,
  emoticon: EmoticonOptions,
): Promise<number> {
  checkNames<EmoticonOptions>('addEmoticon', emoticon, names);
  const { shortcut, image, width = 30, height = 30, creator } = emoticon;
  if (!/^[a-zA-Z0-9_-]{1,50}$/.test(shortcut)) throw new RangeError(`"${shortcut}" is no shortcut`);
  const mediaType = pictureType(image);
  if (mediaType === undefined) throw new RangeError('The image is no PNG, JPEG or GIF');
  const user = creator === undefined ? undefined : findUser(store, String(creator));
  if (creator !== undefined && user === undefined) {
    throw new RangeError(`There is no user "${creator}"`);
  }
  const isTaken = (): boolean =>
    stockIdOf(shortcut) !== undefined || store.emoticons.findByShortcut(shortcut) !== undefined;
  if (isTaken()) throw new RangeError(`There is an emoticon "${shortcut}" already`);
  return files.keep(image, (key) =>
    store.write(() => {
      if (isTaken()) throw new RangeError(`There is an emoticon "${shortcut}" already`);
      const size = image.byteLength;
      const created = clock.seconds();
      const name = `${shortcut}.${mediaType.slice(6)}`;
      store.files.add({ key, name, mediaType, size, conversationId: null, created });
      const creatorId = user?.id ?? null;
      return store.emoticons.add({ shortcut, fileKey: key, width, height, creatorId });
    }),
  );
}
