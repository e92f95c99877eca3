/**
 * The scopes a token can have, with the names HipChat showed for them.
 *
 * Which endpoint wants which is written beside the endpoint, in `routes/`.
 */

const names = {
  admin_group: [
    'Administer Group',
    "Perform group administrative tasks, except on the owner's profile",
  ],
  admin_room: ['Administer Room', 'Perform room administrative tasks'],
  import_data: ['Import Data', 'Import users, rooms, and chat history'],
  manage_rooms: ['Manage Rooms', 'Create, update, and remove rooms'],
  send_message: ['Send Message', 'Send private one-on-one messages and messages in rooms'],
  send_notification: ['Send Notification', 'Send room notifications'],
  view_group: ['View Group', 'View users, rooms, and other group information'],
  view_messages: ['View Messages', 'View messages from chat rooms and private chats'],
  view_room: ['View Room', 'View room information and participants, but not history'],
} as const;

/** What a token may do. */
export type Scope = keyof typeof names;

/** Every scope, in alphabetical order. */
export const allScopes: readonly Scope[] = Object.keys(names) as Scope[];

/** Whether a text names a scope. */
export const isScope = (text: string): text is Scope => Object.hasOwn(names, text);

/** What the capabilities say of the scopes: `{<scope>: {description, id, name}}`. */
export function describeScopes(): Record<Scope, { description: string; id: Scope; name: string }> {
  const described = allScopes.map((id) => {
    const [name, description] = names[id];
    return [id, { description, id, name }];
  });
  return Object.fromEntries(described);
}
