/** The key under which a chain's Proxy gives its node. It is in no string, so no server can name it. */
export const NODE: unique symbol = Symbol('hypchat.chain');
