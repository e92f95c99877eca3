/** Keeps a card the way HipChat did: as text, with a note of what in it clients have to make safe. */
import { type Document, toJson } from './json.ts';

const validation = {
  safehtmls: ['activity.html'],
  safeurls: [
    'url',
    'icon',
    'icon.url',
    'icon.url@2x',
    'thumbnail.url',
    'thumbnail.url@2x',
    'activity.icon',
    'activity.icon.url',
    'activity.icon.url@2x',
  ],
};

export const storedCard = (card: Document): string => toJson({ ...card, validation });
