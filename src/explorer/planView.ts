/** The plan, while one types. */

import type { Bill, PlannedRequest } from '../walk/tell/planned.ts';
import { type Child, count, h, pathOf } from './element.ts';
import type { PlanAnswer, PlanMessage } from './messages.ts';

/** What is shown of an answer. */
export function planView(answer: PlanAnswer): Child {
  switch (answer.is) {
    case 'empty':
      return h(
        'p',
        { class: 'muted' },
        'Write a walk: ',
        h('code', {}, 'rooms.items[0].owner.name'),
      );
    case 'unplanned':
      return h('p', { class: 'muted' }, `There is no plan while you type: ${answer.why}.`);
    case 'mistaken':
      return answer.isUnfinished
        ? h('p', { class: 'muted' }, '…')
        : h('pre', { class: 'mistake' }, answer.text);
    case 'planned':
      return h(
        'div',
        {},
        ...answer.plans.flatMap((plan, index) => onePlan(plan, answer.steps[index])),
      );
  }
}

/** The same in a few words. */
export function planWords(answer: PlanAnswer): string {
  switch (answer.is) {
    case 'planned':
      return `Plan: ${answer.plans.map(({ bill }) => billText(bill)).join(', and ')}`;
    case 'mistaken':
      return answer.isUnfinished ? '' : (answer.text.split('\n')[0] ?? '');
    default:
      return '';
  }
}

function onePlan(plan: PlanMessage, steps: PlanMessage | undefined): readonly Child[] {
  return [
    h('ol', { class: 'plan' }, ...plan.requests.map(plannedRow)),
    plan.openEnd !== undefined && h('p', { class: 'muted' }, `and then: ${plan.openEnd}`),
    h(
      'p',
      { class: 'plan-bill' },
      h('strong', {}, billText(plan.bill)),
      steps === undefined
        ? undefined
        : h('span', { class: 'muted' }, ` · step by step: ${billText(steps.bill)}`),
    ),
  ];
}

function plannedRow({ number, method, url, body, reason, repeats }: PlannedRequest): HTMLElement {
  return h(
    'li',
    {},
    h('span', { class: 'number' }, String(number)),
    h(
      'div',
      {},
      methodChip(method),
      h('code', { class: 'path' }, ...withHoles(pathOf(url))),
      repeats !== undefined &&
        h('span', { class: 'badge' }, `once for each ${repeats.slice(2).trim()}`),
      body !== undefined && h('code', { class: 'body' }, JSON.stringify(body)),
      reason !== '' && h('div', { class: 'reason' }, reason),
    ),
  );
}

/** A method as a word of its own color. */
export function methodChip(method: string): HTMLElement {
  return h('span', { class: `method ${method === 'GET' ? 'reads' : 'acts'}` }, method);
}

/** An address, with what an earlier answer fills in set apart. */
function withHoles(path: string): readonly Child[] {
  return path
    .split(/(\{[^}]*\})/)
    .map((part) => (part.startsWith('{') ? h('span', { class: 'hole' }, part) : part));
}

/** `2 requests`, `1 request or more`, `1 to 3 requests`. */
export function billText({ least, most }: Bill): string {
  if (most === null) return `${count(least, 'request')} or more`;
  return least === most ? count(least, 'request') : `${least} to ${count(most, 'request')}`;
}
