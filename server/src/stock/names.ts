/**
 * The stock emoticons that are faces. All of the stock stands in `ids.ts`; the pictures are drawn by `drawEmoticon.ts`.
 */

/** Faces that are typed as punctuation; what the drawing shows stands behind each. */
export const smileys = {
  ':)': 'smile',
  ':-)': 'smile',
  ':D': 'grin',
  ':-D': 'grin',
  ';)': 'wink',
  ';-)': 'wink',
  ':(': 'frown',
  ':-(': 'frown',
  ":'(": 'cry',
  ':o': 'gasp',
  ':-o': 'gasp',
  ':p': 'tongue',
  ':-p': 'tongue',
  ':|': 'flat',
  ':-|': 'flat',
  ':/': 'slant',
  ':-/': 'slant',
  ':#': 'sealed',
  ':-#': 'sealed',
  ':$': 'blush',
  ':-$': 'blush',
  ':-*': 'kiss',
  ':Z': 'sealed',
  '8-)': 'shades',
  '>:-(': 'angry',
  'O:)': 'smile',
  '<3': 'heart',
} as const;

/** What a face can look like. */
export type Look = (typeof smileys)[keyof typeof smileys];
