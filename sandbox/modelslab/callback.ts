import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Body } from './answers.ts';

// docs.modelslab.com/webhooks: the receiver has to answer within 30 seconds, and no retry is promised.
const CALLBACK_TIMEOUT_MS = 30_000;

const REQUESTS: Readonly<Record<string, typeof httpRequest>> = { 'http:': httpRequest, 'https:': httpsRequest };

/**
 * One callback, tried once, on a connection of its own. Resolves with the HTTP status; with 0 where the connection
 * failed, no answer came in time, or the address is none. Redirects are not followed.
 */
export function callBack(url: string, body: Body, signal: AbortSignal): Promise<number> {
  const request = REQUESTS[URL.parse(url)?.protocol ?? ''];
  if (!request || signal.aborted) return Promise.resolve(0);
  const payload = Buffer.from(JSON.stringify(body));
  const headers = { 'content-type': 'application/json', 'content-length': payload.byteLength };
  return new Promise((resolve) => {
    // Without an agent, Node closes the connection after the answer, and says so in the request.
    const call = request(url, { method: 'POST', agent: false, headers, signal });
    const deadline = setTimeout(() => call.destroy(), CALLBACK_TIMEOUT_MS);
    call.on('error', () => {});
    call.on('response', (answer) => {
      answer.on('error', () => {});
      answer.on('end', () => resolve(answer.statusCode ?? 0));
      answer.resume();
    });
    call.on('close', () => {
      clearTimeout(deadline);
      resolve(0);
    });
    call.end(payload);
  });
}
