import type { Call } from '#providers/http/call.ts';
import type { Exchange } from '#providers/http/exchange.ts';
import type { Ask } from './family.ts';

type Wait = { readonly timeoutMs: number; readonly maxBodyBytes?: number };

/** Sends one question with the key where it belongs. `url` stands for base address and path where it is known already. */
export type AskService = (question: Ask & { readonly url?: string }, wait: Wait) => Promise<Exchange>;

type Deps = { readonly call: Call; readonly apiUrl: string; readonly apiKey: string };

/**
 * The key is a field of the body (docs.modelslab.com authentication), for workflows a header (its workflows overview). A
 * GET has no body.
 */
export function createAsk({ call, apiUrl, apiKey }: Deps): AskService {
  return ({ method = 'POST', path, url = `${apiUrl}/${path}`, key = 'body', body = {} }, wait) => {
    const inHeader = key === 'header' || method === 'GET';
    return call({
      method,
      url,
      ...(inHeader && { headers: { key: apiKey } }),
      ...(method === 'POST' && { body: { json: inHeader ? body : { key: apiKey, ...body } } }),
      ...wait,
    });
  };
}
