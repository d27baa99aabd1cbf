import { createHmac } from 'node:crypto';
import type { Callback, CallbackAnswer } from '#sandbox/services/callback.ts';
import type { DeliveryRule } from '#sandbox/services/delivery.ts';
import { isTaken } from '#sandbox/services/delivery.ts';
import type { Body } from '#sandbox/services/serve.ts';
import type { Generation } from './answers.ts';

/**
 * How a callback proves where it comes from: the secret itself in `X-Webhook-Secret`, as documented now, or an
 * HMAC-SHA-256 of the body in hex, as documented before. No source names the header of the second.
 */
export type Signature = { readonly scheme: 'secret' } | { readonly scheme: 'hmac'; readonly header: string };

export function sign(body: Body, secret: string | null, signature: Signature): Callback {
  const raw = JSON.stringify(body);
  if (secret === null) return { body: raw };
  if (signature.scheme === 'secret') return { body: raw, headers: { 'X-Webhook-Secret': secret } };
  const mac = createHmac('sha256', secret).update(raw).digest('hex');
  return { body: raw, headers: { [signature.header]: mac } };
}

const TIMEOUT_MS = 10_000; // not documented; as long as others wait
const triesAgain = (status: number): boolean => !isTaken(status);

/** Now: three tries in all, about ten seconds apart, after a 4xx as well. Before: half a minute, two, ten. */
export const DELIVERY: Readonly<Record<Generation, DeliveryRule>> = {
  current: { timeoutMs: TIMEOUT_MS, delaysMs: [10_000, 10_000], triesAgain },
  earlier: { timeoutMs: TIMEOUT_MS, delaysMs: [30_000, 120_000, 600_000], triesAgain },
};

type Attempt = {
  readonly status: 'FAILED' | 'SUCCESS';
  readonly status_code: number | null;
  readonly response: string | null;
  readonly error_message: string | null;
  readonly created_at: string;
};

export type Sent = {
  readonly execution_id: string;
  readonly url: string;
  readonly request: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly source: 'api-gateway';
  readonly created_at: string;
  readonly attempts: readonly Attempt[];
};

/** What was sent to webhooks, and what came back: the vendor lets its customers look it up. */
export type History = {
  readonly note: (job: { id: string; webhook: string | null }, callback: Callback, answer: CallbackAnswer) => void;
  /** Newest first. */
  readonly all: () => readonly Sent[];
  readonly of: (executionId: string) => Sent | undefined;
};

export function createHistory(): History {
  const sent = new Map<string, Sent>();
  return {
    note: ({ id, webhook }, { body, headers }, { status, response }) => {
      const created_at = new Date().toISOString();
      const attempt: Attempt = {
        status: isTaken(status) ? 'SUCCESS' : 'FAILED',
        status_code: status === 0 ? null : status,
        response: status === 0 ? null : response,
        error_message: status === 0 ? 'connection failed' : null,
        created_at,
      };
      const known = sent.get(id);
      const first = { execution_id: id, url: webhook ?? '', source: 'api-gateway' as const, created_at, attempts: [] };
      const now = { ...(known ?? first), request: body, headers: { 'Content-Type': 'application/json', ...headers } };
      sent.set(id, { ...now, attempts: [...now.attempts, attempt] });
    },
    all: () => [...sent.values()].toReversed(),
    of: (executionId) => sent.get(executionId),
  };
}
