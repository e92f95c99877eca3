/** The name that was most likely meant: one that takes at most two changed letters, and no more than half of them. */
export function closest(written: string, names: readonly string[]): string | undefined {
  const most = Math.min(2, Math.floor(written.length / 2));
  const near = names
    .map((name) => ({ name, changes: changesBetween(written, name) }))
    .filter(({ changes }) => changes <= most)
    .sort((a, b) => a.changes - b.changes);
  return near[0]?.name;
}

/** How many letters have to be put in, left out or changed (Levenshtein's distance). */
function changesBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= to.length; at += 1) {
      const kept = (row[at - 1] ?? 0) + (letter === to[at - 1] ? 0 : 1);
      next.push(Math.min(kept, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
