/**
 * GitHub's habits, as options of `rest`.
 *
 * @see https://docs.github.com/en/rest
 */
import { linkTemplates } from '../linkTemplates.ts';
import { githubRate } from './githubRate.ts';
import type { RestOptions } from './RestOptions.ts';

/** What leads to pages for people, to pictures, or to what Git and Subversion speak. */
const NOT_OF_THE_API = [
  ...['html', 'documentation', 'permalink', 'target', 'diff', 'patch', 'avatar'],
  ...['git', 'ssh', 'clone', 'svn', 'mirror'],
];

/** GitHub's REST API: `rest(github)`. */
export const github: RestOptions = {
  name: 'GitHub',
  limits: { pageSize: 100, defaultPageSize: 30 },
  // What a search finds, and whatever else is counted, stands in an object.
  items: ['items', 'workflow_runs', 'workflows', 'jobs', 'artifacts', 'check_runs', 'repositories'],
  window: { by: 'page', start: 'page', size: 'per_page' },
  self: 'url',
  links: { suffix: '_url', except: NOT_OF_THE_API },
  templates: linkTemplates,
  rate: githubRate,
};
