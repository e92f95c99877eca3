/**
 * A tree that can be gone through by keys: up and down, right opens, left closes or goes to what it is in.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/treeview/
 */
import { h } from './element.ts';
import type { TreeNode } from './messages.ts';
import { billText } from './planView.ts';

/** Below this depth, nodes are closed at first. */
const OPEN_DEPTH = 2;
/** So are the items of a list that has more of them: one would fill the page. */
const MOST_OPEN_ITEMS = 3;

/** The tree of a value. */
export function treeView(root: TreeNode): HTMLElement {
  const tree = h('ul', { role: 'tree', 'aria-label': 'What the walk gave', class: 'tree' });
  tree.append(nodeView(root, 1, true));
  tree.querySelector<HTMLElement>('[role=treeitem]')?.setAttribute('tabindex', '0');
  tree.addEventListener('keydown', (event) => moveBy(tree, event));
  tree.addEventListener('click', (event) => {
    const item = itemOf(event.target);
    if (item === undefined) return;
    focusOn(tree, item);
    if (event.target instanceof Element && event.target.closest('.row')) toggle(item);
  });
  return tree;
}

function nodeView(node: TreeNode, depth: number, isOpen: boolean): HTMLElement {
  const { name, is, shown, cost, detail, children = [] } = node;
  const items = children.filter((child) => child.name.startsWith('['));
  const opensInner = depth < OPEN_DEPTH && items.length <= MOST_OPEN_ITEMS;
  const item = h(
    'li',
    { role: 'treeitem', tabindex: '-1', 'aria-level': depth, class: `node is-${is}` },
    h(
      'div',
      { class: 'row', ...(detail !== undefined && { title: detail }) },
      h('span', { class: 'twist', 'aria-hidden': 'true' }),
      h('span', { class: 'name' }, name),
      h('span', { class: 'tag' }, is === 'more' ? '' : is),
      h('span', { class: 'shown' }, shown),
      cost !== undefined &&
        h(
          'span',
          { class: cost.most === 0 ? 'cost free' : 'cost' },
          cost.most === 0 ? 'no request' : billText(cost),
        ),
    ),
  );
  if (children.length === 0 && (cost === undefined || detail === undefined)) return item;
  const inner: readonly HTMLElement[] =
    children.length > 0
      ? children.map((child) => nodeView(child, depth + 1, opensInner && child.is !== 'call'))
      : [h('li', { role: 'none', class: 'detail' }, h('pre', {}, detail ?? ''))];
  item.append(h('ul', { role: 'group' }, ...inner));
  open(item, children.length > 0 && isOpen);
  return item;
}

function open(item: HTMLElement, isOpen: boolean): void {
  item.setAttribute('aria-expanded', String(isOpen));
}

function toggle(item: HTMLElement): void {
  const before = item.getAttribute('aria-expanded');
  if (before !== null) open(item, before === 'false');
}

function itemOf(target: EventTarget | null): HTMLElement | undefined {
  const item = target instanceof Element ? target.closest('[role=treeitem]') : null;
  return item instanceof HTMLElement ? item : undefined;
}

/** The items that can be seen, from the top. */
function seen(tree: HTMLElement): readonly HTMLElement[] {
  return [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')].filter(
    (item) => item.parentElement?.closest('[aria-expanded=false]') === null,
  );
}

function focusOn(tree: HTMLElement, item: HTMLElement): void {
  for (const each of tree.querySelectorAll('[tabindex="0"]')) each.setAttribute('tabindex', '-1');
  item.setAttribute('tabindex', '0');
  item.focus();
}

function moveBy(tree: HTMLElement, event: KeyboardEvent): void {
  const item = itemOf(event.target);
  if (item === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const items = seen(tree);
  const at = items.indexOf(item);
  const isOpen = item.getAttribute('aria-expanded');
  const above = item.parentElement?.closest<HTMLElement>('[role=treeitem]') ?? undefined;
  const to = ((): HTMLElement | undefined => {
    switch (event.key) {
      case 'ArrowDown':
        return items[at + 1];
      case 'ArrowUp':
        return items[at - 1];
      case 'Home':
        return items[0];
      case 'End':
        return items.at(-1);
      case 'ArrowRight':
        if (isOpen !== 'false') return isOpen === 'true' ? items[at + 1] : undefined;
        open(item, true);
        return item;
      case 'ArrowLeft':
        if (isOpen !== 'true') return above;
        open(item, false);
        return item;
      case 'Enter':
      case ' ':
        toggle(item);
        return item;
      default:
        return undefined;
    }
  })();
  if (to === undefined) return;
  event.preventDefault();
  focusOn(tree, to);
}
