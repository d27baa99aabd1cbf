import type { Call } from '#providers/http/call.ts';

/** A page of models brings their schemas; everything else asked for is a few kilobytes. */
const TIMEOUT_MS = 60_000;

/** One question to the service whose answer must be there; throws where it is not. The path is below the API's base. */
export type Ask = (path: string, maxBodyBytes?: number) => Promise<unknown>;

export const createAsk =
  (call: Call, apiUrl: string): Ask =>
  async (path, maxBodyBytes) => {
    const bound = maxBodyBytes === undefined ? {} : { maxBodyBytes };
    const exchange = await call({ method: 'GET', url: `${apiUrl}/${path}`, timeoutMs: TIMEOUT_MS, ...bound });
    if (exchange.outcome !== 'answered') throw new Error(`No answer to ${path}: ${exchange.detail}`);
    if (exchange.status !== 200 || exchange.json === undefined) {
      throw new Error(`No answer to ${path}: HTTP ${exchange.status}`);
    }
    return exchange.json;
  };
