import type { Ask } from './request.ts';

/** Whether what lies at an address is what a request asks for: by itself, or by its id among others. */
export function isAskedAt(ask: Ask, address: string): boolean {
  return ask.of === 'many' ? ask.members.has(address) : ask.address === address;
}
