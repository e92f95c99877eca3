/**
 * What every dialect has to do, each with how that is done. Every claim has a faulty dialect in the tests that breaks it.
 */

/** The claims, and what would be right. */
export const CLAIMS = {
  'a dialect says what it is':
    '`name` is a text; `expands` is `whole` or `partial`; in `limits`, `pageSize` and `defaultPageSize` are whole numbers from 1 on, and the second is not the greater one',
  'a document is read':
    '`document` gives a `Doc` of a resource, with the address and the fields that stand in the answer',
  'addresses are absolute':
    'an address, a link and `next` begin with http:// or https://, have no fragment and no password: make them by `linkTo(href, response.url)`, and leave out what that gives `undefined` for',
  'links follow their document':
    'what is relative is so to `response.url`, and what is made of an id is `asked.addressOf(kind, id)`: a document at another place has its links there, and no place is written into a dialect',
  'names are the documents own':
    'a `Doc` has the names that stand in the answer, and none that every object has: ask `Object.hasOwn(json, name)`, or take `Object.entries`',
  'odd names are data':
    'a name like `__proto__` or `constructor` in an answer changes nothing else: keep names in a `Map`, or make objects by `Object.fromEntries`',
  'odd answers throw nothing':
    'whatever an answer holds, `document`, `page` and `refusal` give `undefined` where they cannot read it: ask of each value what it is before it is used',
  'what is no page is none': '`page` gives `undefined` where an answer holds no page',
  'a page has its items':
    '`items` of a `PageDoc` are all items of the page in their order: a list that stands in the answer',
  'an empty page is a page': '`page` gives `{ items: [] }` of a page that holds nothing',
  'items have addresses':
    'each item that is a resource has an address of its own, which is not that of the page: the one that it declares, or `asked.addressOf(kind, id)`',
  'a page tells that another follows':
    'a `PageDoc` has the `next` that is declared; or a `size` as large as the page is, where the server declares none',
  'next leads on': 'the address in `next` is that of the page which follows',
  'a last page ends':
    'a page that nothing follows has no `next` and no `unreadable`, and fewer items than its `size`, if it has one',
  'a next that cannot be read is told':
    'where something stands in the place of the next address and is none, `unreadable` is that as text: otherwise the list would end there, and nobody would know',
  'nothing is null': '`document` gives `null` where the answer says that there is no such resource',
  'a refusal is told':
    '`refusal` gives `{ message }` with the words of the server, `type` and `field` as texts, and `details` as a plain object',
  'a failure is a refusal':
    "`refusal` gives `{ message: '' }` at least for each status from 400 on, whatever the body is: a proxy answers in HTML, and a gateway not at all",
  'an answer is no refusal': '`refusal` gives `undefined` where the server did what it was asked',
  'expansions are written':
    "`expand` gives pairs of texts, or `{ query, asked }`, none empty nor ending with a dot; none of no paths; and `''`, the items themselves, is no name",
  'asked is what was wished':
    '`asked` are those of the paths that the query expands, or their beginnings; without it, all of them; and it is `[]` where the query is empty',
  'what is asked comes expanded':
    'the server puts into the answer what the query of `expand` asks for: of a page, the paths begin at its items; and the `Doc` there has its fields, and tells it if the server gives a part (`level`)',
  'chosen fields come, and are told':
    'with `selects`, `expand` asks for `asked.fields`, and for what makes addresses of them; the `Doc` that comes has these, with the address and the `level` that it has where all is asked for, and tells by `selected` what it was asked for: by `undefined`, where that was all',
  'windows hold their first item':
    '`window` gives pairs of texts; with `covers`, from `start` on or before, and beyond it: start >= 0, size >= 1, in whole numbers',
  'a window gives its items':
    'the query of `window` picks what was wished, counted from 0 on, or what `covers` says; and `start` of that page is where it begins',
  'credentials show who asks':
    '`credentials(token)` gives headers in which the token stands, and nothing else of it',
  'the token stays at home':
    'a token stands in the headers of `credentials` alone: addresses stand in logs and errors, and other headers in plans',
  'headers can be sent':
    'a header is a text without line breaks, and neither says who asks (`credentials`), nor what the run-time writes, nor, but for that of `write`, what sort a body is',
  'many names each id': '`many` gives pairs of texts in which each of the ids stands',
  'many gives what was asked':
    'the query of `many` picks these resources, and `page` reads them with their addresses',
  'actions can be sent':
    '`write` gives `{ headers, body, form }`, where all that was given stands in the body; as a form, only texts, numbers, booleans and lists of these (`bracketed` makes such)',
  'rate rules give times':
    '`hold` holds back a 429, and nothing that was answered; `forMs`, `left` and `limit` are numbers from 0 on',
  'nothing is remembered':
    'a dialect has no state: what it is called with is all that what it gives depends on',
  'what is given stays as it was': 'a dialect changes neither an answer nor what else it is given',
} as const;

/** One of them. */
export type Claim = keyof typeof CLAIMS;
