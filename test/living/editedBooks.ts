/** Books and who edits them, which is told at an address below each book where nobody expands it. */
import { type Action, type LinkMap, member, type Sequence } from '../../src/index.ts';

export interface PersonRow {
  readonly name: string;
  readonly boss: PersonRow | null;
  readonly works: readonly { readonly title: string }[];
}
interface TagRow {
  readonly name: string;
}
interface BookRow {
  readonly title: string;
  readonly editor: PersonRow | null;
  readonly tags: readonly TagRow[];
  print(): Action<undefined>;
}
export interface Api {
  readonly books: Sequence<BookRow, { readonly title: string }>;
}

export const editedBooks: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { books: member.collection('book', { path: 'books', indexed: false }) } },
    book: {
      address: 'books/{id}',
      members: {
        title: member.field('string', 'stub'),
        editor: member.ref('person', 'expansion', 'editor'),
        tags: member.collection('tag', { path: 'tags', indexed: false }),
        print: member.action('POST', 'print'),
      },
    },
    tag: { address: 'tags/{id}', members: { name: member.field('string', 'stub') } },
    person: {
      address: 'people/{id}',
      members: {
        name: member.field('string', 'whole'),
        boss: member.ref('person', 'expansion', 'boss'),
        works: member.collection('book', { path: 'works', indexed: false }),
      },
    },
  },
};
