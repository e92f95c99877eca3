import type { DatabaseSync } from 'node:sqlite';

/**
 * Ends a transaction without what it did.
 *
 * Some errors end it by themselves, and the oldest Node on which this runs cannot tell whether one
 * did: so it is tried.
 */
export function rollBack(connection: DatabaseSync): void {
  try {
    connection.exec('ROLLBACK');
  } catch {
    // There was nothing left to roll back.
  }
}
