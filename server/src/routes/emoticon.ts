/** Emoticons: the stock, which is not in the database, and after it the group's own. */
import type { Call } from '../endpoint.ts';
import { type Endpoint, get } from '../endpoint.ts';
import { notFound } from '../errors.ts';
import type { Document } from '../json.ts';
import { readWindow, rowsFor, shownOf, toPage } from '../page.ts';
import { choiceParameter } from '../query.ts';
import {
  groupEmoticonItem,
  groupEmoticonWhole,
  stockItem,
  stockWhole,
} from '../represent/emoticon.ts';
import { userStub } from '../represent/user.ts';
import { stockIdOf, stockIds, stockShortcutOf } from '../stock/ids.ts';
import type { EmoticonRow } from '../store/Emoticons.ts';
import { groupToken } from './access.ts';

export const emoticonEndpoints: readonly Endpoint[] = [
  get('/emoticon', groupToken('view_group'), ({ store, links, query }) => {
    const type = choiceParameter(query, 'type', ['all', 'global', 'group'], 'all');
    const window = readWindow(query);
    const { limit, offset } = rowsFor(window);
    const stock = type === 'group' ? [] : Object.values(stockIds);
    const fromStock = stock.slice(offset, offset + limit);
    const rest = {
      limit: limit - fromStock.length,
      offset: Math.max(0, offset - stock.length),
    };
    const own = type === 'global' ? [] : store.emoticons.list(rest);
    const all: (number | EmoticonRow)[] = [...fromStock, ...own];
    const items = shownOf(all, window).map((one) =>
      typeof one === 'number' ? stockItem(one, links) : groupEmoticonItem(one, links),
    );
    return toPage(items, all.length > items.length, window, '/emoticon', { links, query });
  }),

  get('/emoticon/:emoticon', groupToken('view_group'), readEmoticon),
];

function readEmoticon({ store, links, params }: Call): Document {
  const which = params.emoticon ?? '';
  // A shortcut may come with the parentheses in which it is typed.
  const shortcut = /^\((.+)\)$/.exec(which)?.[1] ?? which;
  const id = /^\d{1,15}$/.test(which) ? Number(which) : (stockIdOf(shortcut) ?? 0);
  if (stockShortcutOf(id) !== undefined) return stockWhole(id, links);
  const own = id > 0 ? store.emoticons.find(id) : store.emoticons.findByShortcut(shortcut);
  if (own === undefined) throw notFound('Emoticon', which);
  const creator = own.creator_id === null ? undefined : store.users.find(own.creator_id);
  return groupEmoticonWhole(own, creator === undefined ? null : userStub(creator, links), links);
}
