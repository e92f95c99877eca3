/** Asks whether what changes something may be sent. */

import type { PlannedRequest } from '../walk/tell/planned.ts';
import { h, pathOf } from './element.ts';
import { methodChip } from './planView.ts';

/** What would be sent. */
export type Refused = Pick<PlannedRequest, 'method' | 'url'> &
  Partial<Pick<PlannedRequest, 'body' | 'repeats'>>;

/** Fills the question into its place. @returns The button that sends nothing. */
export function confirmView(
  place: HTMLElement,
  actions: readonly Refused[],
  { send, leave }: { send(): void; leave(): void },
): HTMLButtonElement {
  const no = h('button', { type: 'button', class: 'button', onclick: leave }, 'Leave it');
  const yes = h('button', { type: 'button', class: 'button acts', onclick: send }, 'Send it');
  place.onkeydown = (event): void => {
    if (event.key === 'Escape') leave();
  };
  place.replaceChildren(
    h('h3', { id: 'confirm-title' }, 'This changes something. Nothing of that was sent yet.'),
    h('ul', { class: 'actions' }, ...actions.map(actionRow)),
    h('div', { class: 'bar' }, yes, no),
  );
  return no;
}

function actionRow({ method, url, body, repeats }: Refused): HTMLElement {
  return h(
    'li',
    {},
    methodChip(method),
    h('code', { class: 'path' }, pathOf(url)),
    body !== undefined && h('code', { class: 'body' }, JSON.stringify(body)),
    repeats !== undefined && h('span', { class: 'badge' }, 'more than once'),
  );
}
