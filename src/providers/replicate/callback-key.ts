import * as z from 'zod';
import type { Logger } from '#domain/ports/logger.ts';
import type { Call } from '#providers/http/call.ts';
import { signingKeyOf } from './signature.ts';

/** The first submit waits for it, so that a service that hangs here does not hold members up for long. */
const TIMEOUT_MS = 5_000;

const answer = z.object({ key: z.string() });

/** What callbacks are signed with: one key for the whole account. */
export type CallbackKey = {
  /** Undefined as long as the secret is neither configured nor fetched: no callback can be told from a forged one. */
  readonly known: () => Uint8Array | undefined;
  /** Asks for the secret where it is not known; never rejects. Whoever comes while it is asked for waits for the same answer. */
  readonly learn: () => Promise<void>;
};

type Deps = {
  readonly call: Call;
  readonly apiUrl: string;
  /** As configured. */
  readonly secret: string | undefined;
  /** Told of a secret that was fetched, to be kept out of everything. */
  readonly keepOut: (secret: string) => void;
  readonly logger: Pick<Logger, 'warn'>;
};

/** `GET /v1/webhooks/default/secret` → `{"key": "whsec_…"}`, asked once and kept in memory (replicate.com/docs verify-webhook). */
export function createCallbackKey({ call, apiUrl, secret, keepOut, logger }: Deps): CallbackKey {
  let key = secret === undefined ? undefined : signingKeyOf(secret);
  let asking: Promise<void> | undefined;

  return {
    known: () => key,
    learn: async () => {
      if (key) return;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      await asking;
    },
  };

  async function ask(): Promise<void> {
    const url = `${apiUrl}/v1/webhooks/default/secret`;
    const exchange = await call({ method: 'GET', url, timeoutMs: TIMEOUT_MS });
    const isAnswer = exchange.outcome === 'answered' && exchange.status === 200;
    const told = isAnswer ? answer.safeParse(exchange.json).data?.key : undefined;
    key = told === undefined ? undefined : signingKeyOf(told);
    if (told !== undefined && key) return keepOut(told);
    const detail = exchange.outcome === 'answered' ? `HTTP ${exchange.status}` : exchange.detail;
    logger.warn({ provider: 'replicate', detail }, 'secret of callbacks not fetched: results are polled until it is');
  }
}
