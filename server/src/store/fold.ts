/**
 * Folds a name for comparison: HipChat's room names, mention names and e-mail addresses are the
 * same whatever their case.
 */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
