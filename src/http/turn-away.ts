import type { Request, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Bounds } from './bounds.ts';
import { answerNotFound } from './errors.ts';
import { createHits } from './hits.ts';

/**
 * The answer to a call whose capability (a track id, a workflow token, a media token) does not verify: 404 as for any
 * path that is not there, and once its address has made too many of them 429 until the window ends, empty too.
 *
 * Whoever holds a capability that verifies never comes here, so nothing that others send from the same address, such as
 * the one of a reverse proxy that all share, keeps a callback out. It is a brake on noise, no defence that anything
 * rests on: what cannot be guessed stays unguessable at any rate.
 */
export type TurnAway = (request: Request, response: Response) => Promise<'refused' | 'limited'>;

/** The part of an IPv6 address that one owner has at least: counted singly, a single household would have 2^64. */
const IPV6_PREFIX_BITS = 64;

/** Under what an address is counted; undefined when the connection is gone already. */
export const ownerOf = (address: string | undefined): string => ipKeyGenerator(address ?? '', IPV6_PREFIX_BITS);

export function createTurnAway({ limit, windowMs, addressesMax }: Bounds['strangers']): TurnAway {
  const count = rateLimit({
    limit,
    windowMs,
    store: createHits({ windowMs, addressesMax }),
    // Who has connected, never what a header claims: X-Forwarded-For is written by whoever likes to.
    keyGenerator: ({ socket }) => ownerOf(socket.remoteAddress),
    // A stranger is told no more than needed, and before the limit the same as for any other path.
    legacyHeaders: false,
    standardHeaders: false,
    handler: (_request, response) => {
      response.writeHead(429, { 'retry-after': String(Math.ceil(windowMs / 1000)), 'content-length': '0' }).end();
    },
    // Its advice goes to the console, which is the log's.
    validate: false,
  });

  return async (request, response) => {
    let answer: 'refused' | 'limited' = 'limited';
    await count(request, response, () => {
      answer = 'refused';
      answerNotFound(response);
    });
    return answer;
  };
}
