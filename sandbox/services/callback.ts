import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

const REQUESTS: Readonly<Record<string, typeof httpRequest>> = { 'http:': httpRequest, 'https:': httpsRequest };

/** What is sent to a webhook. */
export type Callback = { readonly body: string; readonly headers?: Readonly<Record<string, string>> };

/** `status` 0: the connection failed, no answer came in time, or the address is none. */
export type CallbackAnswer = { readonly status: number; readonly response: string };

const NO_ANSWER: CallbackAnswer = { status: 0, response: '' };

/** One POST of JSON on a connection of its own. Redirects are not followed. */
export function callBack(
  url: string,
  { body, headers }: Callback,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<CallbackAnswer> {
  const request = REQUESTS[URL.parse(url)?.protocol ?? ''];
  if (!request || signal.aborted) return Promise.resolve(NO_ANSWER);
  const payload = Buffer.from(body);
  const all = { 'content-type': 'application/json', 'content-length': payload.byteLength, ...headers };
  return new Promise((resolve) => {
    // Without an agent, Node closes the connection after the answer, and says so in the request.
    const call = request(url, { method: 'POST', agent: false, headers: all, signal });
    const deadline = setTimeout(() => call.destroy(), timeoutMs);
    call.on('error', () => {});
    call.on('response', (answer) => {
      let response = '';
      answer.on('error', () => {});
      answer.setEncoding('utf8').on('data', (text: string) => {
        response += text;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, response }));
    });
    call.on('close', () => {
      clearTimeout(deadline);
      resolve(NO_ANSWER);
    });
    call.end(payload);
  });
}
