import type { Knowledge } from './known.ts';
import type { ResourcePlace } from './place.ts';
import { levelAt } from './stood.ts';

/** Whether what is known of the place is as whole as its end promises. */
export function isThere(place: ResourcePlace, known: Knowledge): boolean {
  const level = levelAt(place, known);
  if (place.shows === 'whole') return level === 'whole';
  return place.shows === 'ref' ? level !== undefined : level === 'stub' || level === 'whole';
}
