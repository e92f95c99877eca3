/** How much went over the wire, as far as it did; it is kept up while it does. */
export interface Traffic {
  /** How long the body was that was sent, in bytes. */
  sentBytes: number;
  /** How much of the body of the answer was read, unpacked, in bytes; absent until the answer begins. */
  receivedBytes?: number;
}
