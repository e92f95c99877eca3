/** Sharing files and links with a room or a person, and reading what was shared. */
import { asOfNow } from '../auth.ts';
import { actInSteps, actWith, type Call, done, type Endpoint, get } from '../endpoint.ts';
import { notFound } from '../errors.ts';
import { senderStub, tell, tellMessage } from '../events.ts';
import { seesFile } from '../files/fileRights.ts';
import { fileOf } from '../represent/message.ts';
import { openRoomOf, personOf, presentUserOf } from '../rights.ts';
import { mentionsIn, sendToPerson, sendToRoom } from '../send.ts';
import { fileBody, linkBody, linkDraft, shareFile } from '../share.ts';
import type { FileRow } from '../store/Files.ts';
import type { RoomRow } from '../store/Rooms.ts';
import { anyToken, personToken } from './access.ts';
import { toPerson, toRoom } from './flood.ts';

const sender = personToken('send_message');

export const shareEndpoints: readonly Endpoint[] = [
  actInSteps('POST', '/room/:room/share/file', sender, toRoom(fileBody), async (call, body) => {
    const mentions = mentionsIn(body.message, call.store);
    // Asked again when the file is kept: the room may be gone by then, or closed to who sends.
    const room = (): RoomRow => openRoomOf(asOfNow(call));
    const conversation = (): number => call.store.messages.conversationOfRoom(room().id);
    const { id, file } = await shareFile(call, body, conversation, (draft, shared) => ({
      ...sendToRoom(call, room(), { ...draft, mentions }),
      file: shared,
    }));
    const shared = room();
    tellMessage(call, shared, id);
    tell(call, {
      name: 'room_file_upload',
      room: shared,
      fields: (links) => ({ file: fileOf(file, links), sender: senderStub(call, links) }),
    });
    return done;
  }),

  actWith('POST', '/room/:room/share/link', sender, toRoom(linkBody), (call, body) => {
    const room = openRoomOf(call);
    const mentions = mentionsIn(body.message, call.store);
    const { id } = sendToRoom(call, room, { ...linkDraft(body), mentions });
    tellMessage(call, room, id);
    return done;
  }),

  actInSteps('POST', '/user/:user/share/file', sender, toPerson(fileBody), async (call, body) => {
    const [from, to] = [personOf(call).id, presentUserOf(call).id];
    const conversation = (): number =>
      call.store.messages.openConversation(personOf(asOfNow(call)).id, to);
    await shareFile(call, body, conversation, (draft) => sendToPerson(call, from, to, draft));
    return done;
  }),

  actWith('POST', '/user/:user/share/link', sender, toPerson(linkBody), (call, body) => {
    const [from, to] = [personOf(call).id, presentUserOf(call).id];
    sendToPerson(call, from, to, linkDraft(body));
    return done;
  }),

  get('/file/:file', anyToken('view_messages'), (call) => {
    const file = sharedFileOf(call);
    const url = call.links.toFile(file.key);
    const isPicture = file.media_type.startsWith('image/');
    return {
      id: file.id,
      name: file.name,
      size: file.size,
      temp_url: url,
      ...(isPicture ? { thumb_url: url } : {}),
    };
  }),
];

/** The file that the path names, where the caller sees the conversation in which it was shared. */
function sharedFileOf(call: Call): FileRow {
  const which = call.params.file ?? '';
  const file = /^\d{1,15}$/.test(which) ? call.store.files.find(Number(which)) : undefined;
  // Pictures are shared nowhere, and have no id that anybody is told.
  const isShared = file !== undefined && file.conversation_id !== null;
  if (!isShared || !seesFile(call.store, call.caller, file)) throw notFound('File', which);
  return file;
}
