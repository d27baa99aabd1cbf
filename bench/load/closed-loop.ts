import autocannon from 'autocannon';
import type { CallbackRequest } from './requests.ts';

export type ClosedLoop = { readonly perSecond: number; readonly failed: number };

/** Connections that each send their next request when the last is answered, kept open. Requests are used up, never repeated. */
export async function closedLoop(
  port: number,
  requests: Iterator<CallbackRequest>,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<ClosedLoop> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        setupRequest: (request) => {
          const next = requests.next();
          if (next.done) throw new Error('more requests were sent than had been prepared');
          return { ...request, path: next.value.path, body: next.value.body };
        },
      },
    ],
  });
  return { perSecond: result['2xx'] / result.duration, failed: result.non2xx + result.errors };
}
