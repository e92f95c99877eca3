/**
 * The names of rooms and people that answers brought along: what Tab offers in `room('…')` and `user('…')`.
 *
 * Reads copies of answers beside the walk, so that nothing waits for it and nothing is asked for it.
 */
export class Seen {
  readonly #names = new Map<string, Set<string>>();

  /** Takes note of the names in an answer. Never rejects. */
  async read(response: Response): Promise<void> {
    try {
      this.#note(await response.json());
    } catch {
      // What is no JSON has no names.
    }
  }

  /** The names seen for a kind of resource, in their order: `Ops`, or `@ann` for people. */
  names(kind: string): readonly string[] {
    return [...(this.#names.get(kind) ?? [])].sort((a, b) => a.localeCompare(b));
  }

  #note(json: unknown): void {
    if (typeof json !== 'object' || json === null) return;
    if (!Array.isArray(json)) this.#noteResource(json);
    for (const value of Object.values(json)) this.#note(value);
  }

  #noteResource(json: object): void {
    const {
      links,
      name,
      mention_name: mention,
      shortcut,
    } = json as Readonly<Record<string, unknown>>;
    const self = typeof links === 'object' && links !== null && Reflect.get(links, 'self');
    const kind = typeof self === 'string' ? /\/v2\/(\w+)\/[^/?]+$/.exec(self)?.[1] : undefined;
    const word = typeof mention === 'string' ? `@${mention}` : (shortcut ?? name);
    if (kind === undefined || typeof word !== 'string') return;
    const names = this.#names.get(kind) ?? new Set();
    this.#names.set(kind, names.add(word));
  }
}
