/** The 15 people of the sample group. The first owns the group; none has a password. */
export interface SamplePerson {
  readonly id: number;
  readonly name: string;
  readonly mention: string;
  readonly title: string;
  readonly timezone: string;
  readonly created: string;
  readonly isAdmin?: true;
  readonly isGuest?: true;
  /** How the person is shown; absent for who is offline. */
  readonly presence?: { readonly show: 'chat' | 'away' | 'dnd' | 'xa'; readonly status?: string };
}

export const people: readonly SamplePerson[] = [
  {
    id: 1,
    name: 'Gil Harper',
    mention: 'gil',
    title: 'Administrator',
    timezone: 'America/Los_Angeles',
    created: '2013-11-07T17:57:11Z',
    isAdmin: true,
    presence: { show: 'chat' },
  },
  {
    id: 2,
    name: 'Ann Okafor',
    mention: 'ann',
    title: 'Head of Operations',
    timezone: 'Europe/London',
    created: '2013-11-08T09:12:40Z',
    isAdmin: true,
    presence: { show: 'chat', status: 'On call this week' },
  },
  {
    id: 3,
    name: 'Bo Lindqvist',
    mention: 'bo',
    title: 'Site Reliability Engineer',
    timezone: 'Europe/Stockholm',
    created: '2013-12-02T18:04:15Z',
    presence: { show: 'away' },
  },
  {
    id: 4,
    name: 'Chidi Eze',
    mention: 'chidi',
    title: 'Backend Developer',
    timezone: 'Africa/Lagos',
    created: '2014-01-20T08:30:00Z',
    presence: { show: 'dnd', status: 'Writing, back at four' },
  },
  {
    id: 5,
    name: 'Dana Whitfield',
    mention: 'dana',
    title: 'Product Manager',
    timezone: 'America/New_York',
    created: '2014-02-11T15:45:09Z',
    presence: { show: 'chat' },
  },
  {
    id: 6,
    name: 'Émile Durand',
    mention: 'emile',
    title: 'Designer',
    timezone: 'Europe/Paris',
    created: '2014-03-03T10:00:31Z',
  },
  {
    id: 7,
    name: 'Farah Haddad',
    mention: 'farah',
    title: 'Frontend Developer',
    timezone: 'Asia/Beirut',
    created: '2014-06-16T07:20:55Z',
    presence: { show: 'chat' },
  },
  {
    id: 8,
    name: 'Goran Petrović',
    mention: 'goran',
    title: 'Database Administrator',
    timezone: 'Europe/Belgrade',
    created: '2014-09-01T12:10:00Z',
    presence: { show: 'xa' },
  },
  {
    id: 9,
    name: 'Hana Sato',
    mention: 'hana.sato',
    title: 'Support Lead',
    timezone: 'Asia/Tokyo',
    created: '2014-11-24T01:05:17Z',
    presence: { show: 'chat' },
  },
  {
    id: 10,
    name: 'Ivy Nakamura-Jones',
    mention: 'ivy',
    title: 'Support Engineer',
    timezone: 'America/Chicago',
    created: '2015-01-12T16:33:48Z',
  },
  {
    id: 11,
    name: 'José Ángel Núñez',
    mention: 'josé',
    title: 'Data Analyst',
    timezone: 'America/Mexico_City',
    created: '2015-04-07T19:00:02Z',
    presence: { show: 'away', status: 'Lunch' },
  },
  {
    id: 12,
    name: "Kit O'Hara",
    mention: 'kit',
    title: 'Security Engineer',
    timezone: 'Europe/Dublin',
    created: '2015-05-19T11:11:11Z',
  },
  {
    id: 13,
    name: 'Lena Vogt',
    mention: 'lena',
    title: '',
    timezone: 'Europe/Berlin',
    created: '2015-10-05T06:59:59Z',
    presence: { show: 'chat' },
  },
  {
    id: 14,
    name: 'Milo Reyes',
    mention: 'milo',
    title: 'Intern',
    timezone: 'Asia/Manila',
    created: '2016-06-27T02:15:30Z',
  },
  {
    id: 15,
    name: 'Noor Visser',
    mention: 'noor',
    title: 'Finance',
    timezone: 'UTC',
    created: '2016-08-15T13:40:21Z',
  },
];
