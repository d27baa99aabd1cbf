import type { RESTOptions } from 'discord.js';
import type { Dispatcher, RequestInit } from 'undici';
import { fetch, Response } from 'undici';

export type MakeRequest = RESTOptions['makeRequest'];

/**
 * How discord.js's REST sends: by `fetch` of a newer undici. Its own way, `request` of undici 6, throws past every
 * handler ("ReadableStream is already closed", seen with 6.29 and Node 24.21) when Discord answers before it has taken
 * the whole of a form, as it may while it is out of order, and so ends the process.
 */
export const makeRequest: MakeRequest = (url, init) => sendThrough(undefined, url, init);

type Sent = Parameters<MakeRequest>;
type Answer = Awaited<ReturnType<MakeRequest>>;

/** The same over the connections of one dispatcher. */
export async function sendThrough(dispatcher: Dispatcher | undefined, url: Sent[0], init: Sent[1]): Promise<Answer> {
  try {
    // What the library hands over is a fetch init; its types are those of its own undici.
    const request = { ...(init as unknown as RequestInit), ...(dispatcher && { dispatcher }) };
    const answer = await fetch(url, request);
    // Read to the end within the time that the call has; the library leaves the bodies of a 5xx lying on the connection.
    const body = await answer.arrayBuffer();
    const { status, statusText, headers } = answer;
    const whole = new Response(body.byteLength > 0 ? body : null, { status, statusText, headers });
    return whole as unknown as Answer;
  } catch (error) {
    // The library repeats a call whose error says ECONNRESET; `fetch` puts that one floor down.
    throw error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
  }
}
