/**
 * `/test/faults`: reads, sets and clears the faults, for whoever holds the server's test token.
 *
 * The token is made at start and is in no database, so that no user's token is ever enough.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { readBody } from '../body.ts';
import { ApiError, errorDocument, invalidSession, methodNotAllowed } from '../errors.ts';
import { toJson, toPrettyJson } from '../json.ts';
import type { Faults } from './Faults.ts';
import { faultsSchema } from './fault.ts';

/** Where it is. */
export const faultsPath = '/test/faults';

export async function answerFaults(
  request: Request,
  faults: Faults,
  testToken: string,
): Promise<Response> {
  try {
    const given = /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (given === undefined || !isSame(given, testToken)) throw invalidSession();
    if (request.method === 'DELETE') faults.set([]);
    else if (request.method === 'PUT') {
      const body = await readBody(request, { schema: faultsSchema }, 0);
      faults.set((body as { faults: [] }).faults);
    } else if (request.method !== 'GET') throw methodNotAllowed(['GET', 'PUT', 'DELETE']);
    return json(200, toJson({ faults: faults.list }));
  } catch (error) {
    if (error instanceof ApiError) return json(error.status, toPrettyJson(errorDocument(error)));
    throw error;
  }
}

const json = (status: number, body: string): Response =>
  new Response(body, { status, headers: { 'Content-Type': 'application/json' } });

const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
