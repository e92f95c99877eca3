/**
 * Draws the stock emoticons: small SVGs, made from their names alone and the same every time.
 *
 * Smileys are faces. The others, whose pictures were HipChat's and other people's, are a badge in
 * a colour of their own, with the beginning of the name.
 */
import { createHash } from 'node:crypto';
import { type Look, smileys } from './names.ts';

/** How wide and high each is. */
export const emoticonSize = 30;

/** The picture for a shortcut. */
export function drawEmoticon(shortcut: string): string {
  const inner = Object.hasOwn(smileys, shortcut)
    ? face(smileys[shortcut as keyof typeof smileys])
    : badge(shortcut);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30" viewBox="0 0 30 30">${inner}</svg>`;
}

const eye = (x: number): string => `<circle cx="${x}" cy="12" r="2"/>`;
const line = (d: string): string =>
  `<path d="${d}" fill="none" stroke="#333" stroke-width="2" stroke-linecap="round"/>`;
const bothEyes = eye(10) + eye(20);

const looks: Readonly<Record<Look, string>> = {
  smile: bothEyes + line('M8 18q7 7 14 0'),
  grin: `${bothEyes}<path d="M8 17h14q-2 8-7 8t-7-8z"/>`,
  wink: eye(10) + line('M18 12h5M8 18q7 7 14 0'),
  frown: bothEyes + line('M8 23q7-7 14 0'),
  cry: `${bothEyes + line('M9 23q6-6 12 0')}<path d="M21 15q3 5 0 6t0-6z" fill="#4a90d9"/>`,
  gasp: `${bothEyes}<circle cx="15" cy="21" r="3.5"/>`,
  tongue: `${bothEyes + line('M8 18h14')}<path d="M14 19h6v4q-3 3-6 0z" fill="#e55"/>`,
  flat: bothEyes + line('M9 20h12'),
  slant: bothEyes + line('M9 22l12-4'),
  sealed: bothEyes + line('M9 20h12M11 18v4M15 18v4M19 18v4'),
  blush: `${bothEyes + line('M10 20q5 3 10 0')}<g fill="#f88"><circle cx="6" cy="17" r="2"/><circle cx="24" cy="17" r="2"/></g>`,
  kiss: bothEyes + line('M14 17q5 1 1 3q4 1-1 3'),
  shades: `<path d="M4 10h22v2q-1 4-5 4t-5-4h-2q-1 4-5 4t-5-4z"/>${line('M9 20q6 5 12 0')}`,
  angry: bothEyes + line('M6 7l6 3M24 7l-6 3M9 23q6-6 12 0'),
  heart: '<path d="M15 27L4 15q-4-8 4-11q5-1 7 4q2-5 7-4q8 3 4 11z" fill="#d33"/>',
};

function face(look: Look): string {
  if (look === 'heart') return looks.heart;
  return `<circle cx="15" cy="15" r="14" fill="#fc3" stroke="#c90"/>${looks[look]}`;
}

function badge(name: string): string {
  const [hue = 0, turn = 0] = createHash('sha256').update(name).digest();
  const fill = `hsl(${Math.round((hue / 256) * 360)} 60% 40%)`;
  const corner = 3 + (turn % 12);
  return (
    `<title>${name}</title><rect x="1" y="1" width="28" height="28" rx="${corner}" fill="${fill}"/>` +
    '<text x="15" y="20" font-family="sans-serif" font-size="12" font-weight="bold" ' +
    `text-anchor="middle" fill="#fff">${name.slice(0, 3)}</text>`
  );
}
