/** The card of a notification, as a client sends it. How it is kept is said in `card.ts`. */
import * as v from 'valibot';
import { choice, text } from './fields.ts';

const url = text(1, 2048, 'An address');
const icon = v.union([url, v.object({ url, 'url@2x': v.optional(url) })]);
const styles = [
  'lozenge',
  'lozenge-success',
  'lozenge-error',
  'lozenge-current',
  'lozenge-complete',
  'lozenge-moved',
] as const;

const description = v.union([
  v.string(),
  v.object({
    value: text(1, 1000, 'The description'),
    format: choice(['html', 'text'], 'How the description is rendered'),
  }),
]);

const attribute = v.object({
  label: v.optional(text(1, 50, "The attribute's name")),
  value: v.object({
    label: text(1, 50, "The attribute's value"),
    url: v.optional(url),
    style: v.optional(choice(styles, 'How the value is rendered')),
    icon: v.optional(icon),
  }),
});

const shape = v.looseObject({
  style: choice(['file', 'image', 'application', 'link', 'media'], 'Type of the card'),
  id: v.pipe(v.string(), v.description('An id that helps clients to tell cards apart')),
  title: text(1, 500, 'The title of the card'),
  description: v.optional(description),
  format: v.optional(choice(['compact', 'medium'], 'How much space the card takes')),
  url: v.optional(url),
  thumbnail: v.optional(
    v.object({
      url,
      'url@2x': v.optional(url),
      width: v.optional(v.number()),
      height: v.optional(v.number()),
    }),
  ),
  activity: v.optional(
    v.strictObject({ html: text(1, 10_000, 'Html for the activity'), icon: v.optional(icon) }),
  ),
  attributes: v.optional(v.array(attribute)),
  icon: v.optional(icon),
});

/** What is not named here is kept: link previews have fields of their own. */
export const cardSchema: v.GenericSchema<Record<string, unknown>> = shape;
