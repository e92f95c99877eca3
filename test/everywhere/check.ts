/** The one assertion of the cases. Values are compared as JSON. */
export const check: { equal(found: unknown, expected: unknown): void } = {
  equal(found, expected) {
    const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
    if (left !== right) throw new Error(`expected ${right}, got ${left}`);
  },
};
