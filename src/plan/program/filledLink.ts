/**
 * Links that are templates of RFC 6570: `…/issues{/number}{?state,page}`.
 *
 * What may be left out of a template is left out where nothing was given for it. What was given and is not in its path goes
 * into the query, as the options of any link do.
 */
import type { LinkTemplates } from '../../dialects/linkTemplates.ts';
import { segment } from '../map/ids.ts';
import type { Query } from '../map/Spelled.ts';

const EXPRESSION = /\{([+#./;?&]?)([^{}]*)\}/g;
/** What an answer will tell that nobody has yet: `{1.links.issues}`. */
const HOLE = /\{\d+\./;

/** A link with what was given for it. */
export interface FilledLink {
  readonly target: string;
  /** What is left for the query. */
  readonly query: Query;
}

/**
 * Fills a link, if it is a template.
 *
 * @param name - Of the step that follows it.
 * @throws {TypeError} Where the template needs something that was not given.
 * @throws {RangeError} For a value that would lead elsewhere.
 */
export function filledLink(
  name: string,
  target: string,
  query: Query,
  templates: LinkTemplates | undefined,
): FilledLink {
  if (templates === undefined || !target.includes('{') || HOLE.test(target)) {
    return { target, query };
  }
  const given = new Map(query);
  const used = new Map<string, string>();
  const missing: string[] = [];
  const path = target.replace(EXPRESSION, (expression, operator: string, variables: string) => {
    // The query is written as that of any other link.
    if (operator === '?' || operator === '&') return '';
    for (const variable of variables.split(',')) {
      const key = variable.replace(/(?:\*|:\d+)$/, '');
      const value = given.get(key);
      if (value !== undefined) used.set(key, checked(`${name}: \`${key}\``, value, operator));
      else if (operator === '') missing.push(key);
    }
    return expression;
  });
  if (missing.length > 0) {
    const needed = missing.map((each) => `\`${each}\``).join(' and ');
    const example = missing.map((each) => `${each}: …`).join(', ');
    throw new TypeError(`\`${name}\` needs ${needed}: write ${name}({ ${example} })`);
  }
  return {
    target: templates.fill(path, Object.fromEntries(used)),
    query: query.filter(([key]) => !used.has(key)),
  };
}

/** A value that goes into a path. What keeps its slashes is as many segments as it has. */
function checked(what: string, value: string, operator: string): string {
  for (const part of operator === '+' || operator === '#' ? value.split('/') : [value]) {
    segment(what, part);
  }
  return value;
}
