import type { Task } from '#domain/job.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Provider, RawCallback } from '#domain/ports/provider.ts';
import { createCall } from '#providers/http/call.ts';
import { parseJson } from '#providers/http/redact.ts';
import { pollDelayMs } from './cadence.ts';
import { createCallbackKey } from './callback-key.ts';
import { createNotice } from './notice.ts';
import { MODELS } from './offers.ts';
import { readPollAnswer } from './poll-answer.ts';
import { faultOfSignature } from './signature.ts';
import { createSubmit } from './submit.ts';
import { readNews } from './webhook.ts';

/** A submit only writes a row over there; to give up early would leave a paid job of unknown fate. */
const SUBMIT_TIMEOUT_MS = 60_000;

/** A poll only reads a row over there, and the next one comes anyway. */
const POLL_TIMEOUT_MS = 15_000;

/** Handshakes take well under a second; a dead host should not eat the submit's whole minute. */
const CONNECT_TIMEOUT_MS = 10_000;

/** A prediction repeats its input, which may hold a file as a data URL, and all of its log. */
const ANSWER_MAX_BYTES = 2 * 1024 * 1024;

export type ReplicateSettings = {
  readonly apiKey: string;
  /** Base of the API, without the version: `https://api.replicate.com`. */
  readonly apiUrl: string;
  readonly maxConcurrency: number;
  /** `whsec_…`; absent: it is asked for before the first submit that wants a callback. */
  readonly webhookSecret?: string;
};

type Deps = ReplicateSettings & {
  readonly logger: Pick<Logger, 'warn'>;
  /** Told the secret of callbacks once it has been fetched, so that it stays out of everybody's words. */
  readonly keepOut?: (secret: string) => void;
  readonly submitTimeoutMs?: number;
  readonly pollTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
  /** Milliseconds since the epoch; what the age of a callback's signature is measured by. */
  readonly now?: () => number;
};

/** replicate.com: predictions by model, or by a model's version. There is no way to ask for the balance, so there is no `account`. */
export function createReplicate(deps: Deps): Provider {
  const { apiKey, maxConcurrency, webhookSecret, logger, now = Date.now } = deps;
  const { pollTimeoutMs = POLL_TIMEOUT_MS, submitTimeoutMs = SUBMIT_TIMEOUT_MS } = deps;
  const apiUrl = deps.apiUrl.replace(/\/+$/, '');
  // Grows by the secret of callbacks when that is fetched; everybody who keeps secrets out looks at this one list.
  const secrets = [apiKey, ...(webhookSecret === undefined ? [] : [webhookSecret])];
  const read = createNotice({ logger, secrets });
  const call = createCall({
    origin: new URL(apiUrl).origin,
    headers: { authorization: `Bearer ${apiKey}` },
    secrets,
    connectTimeoutMs: deps.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    maxBodyBytes: ANSWER_MAX_BYTES,
  });
  const keepOut = (secret: string) => {
    secrets.push(secret);
    deps.keepOut?.(secret);
  };
  const callbackKey = createCallbackKey({ call, apiUrl, secret: webhookSecret, keepOut, logger });

  return {
    name: 'replicate',
    label: 'Replicate',
    maxConcurrency,
    models: MODELS,
    submit: createSubmit({ call, callbackKey, apiUrl, secrets, submitTimeoutMs }),
    // Nothing documented recognises a repeat: a second submit would be a second prediction and a second bill.
    repeatsSafely: false,
    poll: async (task) => {
      const exchange = await call({ method: 'GET', url: `${apiUrl}/${pathOf(task)}`, timeoutMs: pollTimeoutMs });
      return readPollAnswer(exchange, exchange.outcome === 'answered' ? read(exchange.json) : undefined, secrets);
    },
    readCallback,
    cancel: async (task) => {
      await call({ url: `${apiUrl}/${pathOf(task)}/cancel`, timeoutMs: pollTimeoutMs });
    },
    pollDelayMs,
  };

  /** A callback that cannot be checked yet is not believed, and not refused either: the next poll tells. */
  function readCallback(callback: RawCallback) {
    const key = callbackKey.known();
    if (!key) return { news: 'nonsense', detail: 'the secret of callbacks is not known yet' } as const;
    const detail = faultOfSignature({ callback, key, now: now() });
    if (detail !== undefined) return { news: 'forged', detail } as const;
    return readNews(read(parseJson(new TextDecoder().decode(callback.body), secrets)), secrets);
  }
}

const pathOf = ({ taskId }: Pick<Task, 'taskId'>): string => `v1/predictions/${encodeURIComponent(taskId)}`;
