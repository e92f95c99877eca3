import { parseTemplate } from 'url-template';

/** How links that are templates are filled. */
export interface LinkTemplates {
  /**
   * The address that a template gives with these values. What has none is left out.
   *
   * @param values - By the names in the template.
   */
  fill(template: string, values: Readonly<Record<string, string>>): string;
}

/**
 * Templates of RFC 6570, in all their forms, for a dialect whose links are such: `{ …, templates: linkTemplates }`.
 *
 * It stands by itself, so that a bundle without such a dialect has none of it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6570
 */
export const linkTemplates: LinkTemplates = {
  fill: (template, values) => parseTemplate(template).expand({ ...values }),
};
