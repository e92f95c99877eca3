/** Whether an address stands for those of many items, of which none is there yet. */
export function isSeveral(address: string): boolean {
  return address.includes('[*]');
}
