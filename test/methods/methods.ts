/**
 * Every method of HipChat's v2 API: all that its pages of 2018 list, and `GET /file/{id}`, which its own client used.
 *
 * This list is of its own, and derived from nothing here: what the library reaches and what the server serves are held
 * against it. `{x}` is what a caller fills in.
 */
export const methods = [
  // Capabilities
  'GET /capabilities',
  'GET /capabilities/addon/schema',
  // Emoticons
  'GET /emoticon',
  'GET /emoticon/{id_or_shortcut}',
  // Extensions
  'GET /extension/action/{key}',
  'PUT /extension/action/{key}',
  'DELETE /extension/action/{key}',
  'GET /room/{room}/extension/action/{key}',
  'PUT /room/{room}/extension/action/{key}',
  'DELETE /room/{room}/extension/action/{key}',
  'PUT /room/{room}/extension/glance/{key}',
  'DELETE /room/{room}/extension/glance/{key}',
  'GET /room/{room}/extension/webhook/{key}',
  'PUT /room/{room}/extension/webhook/{key}',
  'DELETE /room/{room}/extension/webhook/{key}',
  // Groups
  'GET /group/{id}',
  'GET /group/{id}/statistics',
  'GET /group/{id}/avatar',
  'PUT /group/{id}/avatar',
  'DELETE /group/{id}/avatar',
  // Integrations
  'GET /addon/{id_or_key}/installable/{token}',
  'POST /addon/link',
  'DELETE /addon/link/{token}',
  'POST /addon/ui',
  'POST /addon/ui/room/{room}',
  'POST /addon/ui/user/{user}',
  'POST /addon/ui/room/{room}/user/{user}',
  // Invites, OAuth
  'POST /invite/user',
  'POST /oauth/token',
  'GET /oauth/token/{token}',
  'DELETE /oauth/token/{token}',
  // Rooms
  'GET /room',
  'POST /room',
  'GET /room/{room}',
  'PUT /room/{room}',
  'DELETE /room/{room}',
  'GET /room/{room}/avatar',
  'PUT /room/{room}/avatar',
  'DELETE /room/{room}/avatar',
  'GET /room/{room}/history',
  'GET /room/{room}/history/latest',
  'GET /room/{room}/history/{message}',
  'POST /room/{room}/invite/{user}',
  'GET /room/{room}/member',
  'PUT /room/{room}/member/{user}',
  'DELETE /room/{room}/member/{user}',
  'POST /room/{room}/message',
  'POST /room/{room}/notification',
  'GET /room/{room}/participant',
  'POST /room/{room}/reply',
  'POST /room/{room}/share/file',
  'POST /room/{room}/share/link',
  'GET /room/{room}/statistics',
  'PUT /room/{room}/topic',
  'GET /room/{room}/webhook',
  'POST /room/{room}/webhook',
  'GET /room/{room}/webhook/{webhook}',
  'DELETE /room/{room}/webhook/{webhook}',
  // Users
  'GET /user',
  'POST /user',
  'GET /user/{user}',
  'PUT /user/{user}',
  'DELETE /user/{user}',
  'GET /user/{user}/history',
  'GET /user/{user}/history/latest',
  'GET /user/{user}/history/{message}',
  'POST /user/{user}/message',
  'GET /user/{user}/photo/{size}',
  'PUT /user/{user}/photo',
  'DELETE /user/{user}/photo',
  'GET /user/{user}/preference/auto-join',
  'POST /user/{user}/share/file',
  'POST /user/{user}/share/link',
  // Files
  'GET /file/{id}',
] as const;

/** A method and its path. */
export type Method = (typeof methods)[number];
