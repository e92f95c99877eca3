/**
 * The rooms of the sample group: twelve that are open and one that is archived, of six owners.
 *
 * Their names are what names are: with spaces, a slash, a quote, and letters beyond ASCII.
 */
export interface SampleRoom {
  readonly id: number;
  readonly name: string;
  readonly topic: string;
  readonly created: string;
  /** Ids of people. */
  readonly owner: number;
  readonly isPrivate?: true;
  readonly isArchived?: true;
  readonly hasGuests?: true;
  /** Who talks here; in a private room, who belongs to it. */
  readonly people: readonly number[];
  /** When people talked, and how much; absent where nobody ever did. */
  readonly talk?: { readonly from: string; readonly to: string; readonly messages: number };
  /** The label of a program that notifies the room, and how often it did. */
  readonly notifier?: { readonly label: string; readonly messages: number };
}

export const rooms: readonly SampleRoom[] = [
  {
    id: 41,
    name: 'Lobby',
    topic: 'Say hello, be kind',
    created: '2013-11-07T18:02:00Z',
    owner: 2,
    hasGuests: true,
    people: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    talk: { from: '2016-01-04T08:00:00Z', to: '2017-06-30T16:00:00Z', messages: 90 },
  },
  {
    id: 42,
    name: 'Ops',
    topic: 'Pager: @bo until Friday',
    created: '2013-11-08T09:30:12Z',
    owner: 3,
    people: [2, 3, 4, 8, 12],
    talk: { from: '2016-02-01T06:00:00Z', to: '2017-06-30T15:00:00Z', messages: 70 },
    notifier: { label: 'Monitor', messages: 40 },
  },
  {
    id: 43,
    name: 'Release Train',
    topic: '2.8 leaves on Tuesday',
    created: '2014-02-12T10:00:00Z',
    owner: 5,
    people: [4, 5, 6, 7, 13],
    talk: { from: '2016-03-01T09:00:00Z', to: '2017-06-27T18:00:00Z', messages: 50 },
    notifier: { label: 'Builds', messages: 30 },
  },
  {
    id: 44,
    name: 'Café ☕',
    topic: '',
    created: '2014-03-04T11:15:00Z',
    owner: 6,
    people: [5, 6, 7, 11, 13, 14],
    talk: { from: '2016-01-11T07:00:00Z', to: '2017-05-31T15:00:00Z', messages: 40 },
  },
  {
    id: 45,
    name: 'Security',
    topic: 'Nothing leaves this room',
    created: '2015-05-20T08:00:00Z',
    owner: 12,
    isPrivate: true,
    people: [1, 2, 8, 12],
    talk: { from: '2016-05-02T09:00:00Z', to: '2017-06-19T17:00:00Z', messages: 25 },
  },
  {
    id: 46,
    name: 'Support / Tier 2',
    topic: 'Take a ticket, leave a note',
    created: '2014-11-25T02:00:00Z',
    owner: 9,
    people: [7, 9, 10, 13],
    talk: { from: '2016-01-18T01:00:00Z', to: '2017-06-29T10:00:00Z', messages: 60 },
    notifier: { label: 'Tickets', messages: 25 },
  },
  {
    id: 47,
    name: 'Данные и 数据',
    topic: 'Reports on Mondays',
    created: '2015-04-08T17:00:00Z',
    owner: 5,
    people: [5, 8, 11],
    talk: { from: '2016-04-04T14:00:00Z', to: '2017-04-24T20:00:00Z', messages: 20 },
  },
  {
    id: 48,
    name: "Ann's corner",
    topic: 'One to one, two to two',
    created: '2014-07-01T09:00:00Z',
    owner: 2,
    isPrivate: true,
    people: [2, 3, 5],
    talk: { from: '2016-06-06T08:00:00Z', to: '2017-06-12T12:00:00Z', messages: 15 },
  },
  {
    id: 49,
    name: 'Offsite 2016',
    topic: 'See you in Lisbon',
    created: '2016-01-05T12:00:00Z',
    owner: 5,
    people: [2, 5, 6, 15],
    talk: { from: '2016-01-06T09:00:00Z', to: '2016-03-18T18:00:00Z', messages: 15 },
  },
  {
    id: 50,
    name: 'Old Website',
    topic: 'Do not touch the cron job',
    created: '2013-12-03T10:00:00Z',
    owner: 3,
    people: [3, 4],
    talk: { from: '2016-01-04T10:00:00Z', to: '2016-02-09T11:30:00Z', messages: 6 },
  },
  {
    id: 51,
    name: 'Interns',
    topic: 'Ask anything',
    created: '2016-06-27T09:00:00Z',
    owner: 9,
    people: [9, 13, 14],
    talk: { from: '2016-06-28T01:00:00Z', to: '2016-09-30T09:00:00Z', messages: 12 },
  },
  {
    id: 52,
    name: 'Quiet Please',
    topic: '',
    created: '2015-09-09T09:09:09Z',
    owner: 12,
    people: [],
  },
  {
    id: 53,
    name: 'Migration 2015',
    topic: 'Done. Thank you all!',
    created: '2015-02-02T08:00:00Z',
    owner: 2,
    isArchived: true,
    people: [2, 3, 8],
    talk: { from: '2016-01-04T09:00:00Z', to: '2016-01-29T16:00:00Z', messages: 8 },
  },
];
