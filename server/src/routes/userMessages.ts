/** What is said to a person in private, and the history of it between that person and the caller. */
import * as v from 'valibot';
import { actWith, type Call, done, type Endpoint, get } from '../endpoint.ts';
import { choice, flag, text } from '../fields.ts';
import { historyPage, latestPage, oneMessage } from '../history.ts';
import { userPath } from '../represent/user.ts';
import { personOf, presentUserOf, userOf } from '../rights.ts';
import { mentionsIn, sendToPerson } from '../send.ts';
import type { UserRow } from '../store/Users.ts';
import { personToken } from './access.ts';
import { toPerson } from './flood.ts';

const message = v.object({
  message: text(1, 10_000, 'The message body'),
  notify: v.optional(flag('Whether this message should trigger a user notification'), false),
  message_format: v.optional(choice(['html', 'text'], 'How the message is rendered'), 'text'),
});

export const userMessageEndpoints: readonly Endpoint[] = [
  actWith(
    'POST',
    '/user/:user/message',
    personToken('send_message'),
    toPerson({ schema: message }),
    (call, body) => {
      const user = presentUserOf(call);
      sendToPerson(call, personOf(call).id, user.id, {
        type: 'message',
        message: body.message,
        messageFormat: body.message_format,
        mentions: body.message_format === 'text' ? mentionsIn(body.message, call.store) : [],
      });
      return done;
    },
  ),

  get('/user/:user/history', personToken('view_messages'), (call) => {
    const user = userOf(call);
    return historyPage(call, `${userPath(user.id)}/history`, conversationWith(call, user));
  }),

  get('/user/:user/history/latest', personToken('view_messages'), (call) => {
    const user = userOf(call);
    return latestPage(call, `${userPath(user.id)}/history/latest`, conversationWith(call, user));
  }),

  get('/user/:user/history/:message', personToken('view_messages'), (call) =>
    oneMessage(call, conversationWith(call, userOf(call))),
  ),
];

const conversationWith = (call: Call, user: UserRow): number | undefined =>
  call.store.messages.conversationBetween(personOf(call).id, user.id);
