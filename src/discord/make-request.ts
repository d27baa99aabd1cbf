import type { RESTOptions } from 'discord.js';
import { fetch, type RequestInit } from 'undici';

type MakeRequest = RESTOptions['makeRequest'];

/**
 * How discord.js's REST sends: by `fetch` of a newer undici. Its own way, `request` of undici 6, throws past every
 * handler ("ReadableStream is already closed", seen with 6.29 and Node 24.21) when Discord answers before it has taken
 * the whole of a form, as it may while it is out of order, and so ends the process.
 */
export const makeRequest: MakeRequest = async (url, init) => {
  try {
    // What the library hands over is a fetch init; its types are those of its own undici.
    const response = await fetch(url, init as unknown as RequestInit);
    return response as unknown as Awaited<ReturnType<MakeRequest>>;
  } catch (error) {
    // The library repeats a call whose error says ECONNRESET; `fetch` puts that one floor down.
    throw error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
  }
};
