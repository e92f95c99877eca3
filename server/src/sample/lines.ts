/** What is said in the sample. `{who}` becomes somebody's @mention, `{n}` a number. */
export const talkLines: readonly string[] = [
  'Good morning, everyone',
  '{who} can you look at ticket {n}?',
  'On it',
  'Done, please check again',
  'Who is in today?',
  'The build is green again after {n} tries',
  'Deploying to staging now',
  'Deployed. Thanks, {who}',
  'Coffee? (coffee)',
  'I am out from noon, back tomorrow',
  '{who} the link is https://example.com/tickets/{n}',
  'Can we move the meeting to {n} past?',
  'That was the cache. It is always the cache',
  'Rolling back, the error rate went up by {n}%',
  '/me writes that down',
  'Lunch is here, {n} pizzas',
  'Does anyone have the numbers for last week?',
  '{who} and I will pair on it this afternoon',
  'Reviewed, with {n} small remarks',
  '/code SELECT count(*) FROM visits WHERE day > now() - {n}',
  'It works on my machine ¯\\_(ツ)_/¯',
  'Merged',
  'Happy birthday {who}! 🎂',
  'The customer in Zürich says thank you',
  "Please test “quotes”, <b>angles</b> & ampersands, %{n}, \\ and '",
  'Restarted {n} workers, watching them',
  'Is the wiki down for you, too?',
  'Back up',
  'Good night from here',
];

export const notificationLines: readonly { readonly text: string; readonly color: string }[] = [
  { text: '<b>Build {n}</b> passed', color: 'green' },
  {
    text: '<b>Build {n}</b> failed: <a href="https://example.com/builds/{n}">log</a>',
    color: 'red',
  },
  { text: 'Response time is {n} ms', color: 'yellow' },
  { text: 'All {n} checks are well again', color: 'green' },
  { text: 'Ticket {n} was opened', color: 'purple' },
  { text: 'Backup finished in {n} s', color: 'gray' },
];

export const privateLines: readonly string[] = [
  'Do you have a minute?',
  'Sure, what is it?',
  'Can you send me the slides from Monday?',
  'Sent. Page {n} is the one you mean',
  'Thank you!',
  'Is it about room {n}?',
  'Let us talk tomorrow',
];
