import type { Logger } from '#domain/ports/logger.ts';
import type { Provider, Submit } from '#domain/ports/provider.ts';
import { createPostJson } from '#providers/http/post-json.ts';
import { parseJson, redact } from '#providers/http/redact.ts';
import { pollDelayMs } from './cadence.ts';
import type { Envelope } from './envelope.ts';
import { readEnvelope } from './envelope.ts';
import { createFetchUrls } from './fetch-result.ts';
import { MODELS } from './models.ts';
import type { Order } from './order.ts';
import { readPollAnswer } from './poll-answer.ts';
import { phaseOf } from './status.ts';
import { readSubmission } from './submission.ts';
import { orderText2img } from './text2img.ts';
import { readCallback } from './webhook.ts';

/** Images may be made within the submit's own answer; to stop listening loses a paid result, to wait costs one slot. */
const SUBMIT_TIMEOUT_MS = 60_000;

/** A poll only reads a row over there, and the next one comes anyway. */
const POLL_TIMEOUT_MS = 15_000;

/** Handshakes take well under a second; a dead host should not eat the submit's whole minute. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Answers are a few kilobytes, as results are never asked for as base64. */
const ANSWER_MAX_BYTES = 1024 * 1024;

/** New status words reported, so that a service gone mad cannot fill the log or the memory. */
const REPORTED_WORDS_MAX = 20;

export type ModelslabSettings = {
  readonly apiKey: string;
  /** Base of the API, without the version: `https://modelslab.com/api`. */
  readonly apiUrl: string;
  readonly maxConcurrency: number;
};

type Deps = ModelslabSettings & {
  readonly logger: Pick<Logger, 'warn'>;
  readonly submitTimeoutMs?: number;
  readonly pollTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
};

/** modelslab.com, API version 6. The key goes into each body (docs.modelslab.com authentication), so bodies stay in here. */
export function createModelslab(deps: Deps): Provider {
  const { apiKey, maxConcurrency, logger } = deps;
  const { submitTimeoutMs = SUBMIT_TIMEOUT_MS, pollTimeoutMs = POLL_TIMEOUT_MS } = deps;
  const apiUrl = deps.apiUrl.replace(/\/+$/, '');
  const fetchUrls = createFetchUrls(apiUrl);
  const reported = new Set<string>();
  const post = createPostJson({
    origin: new URL(apiUrl).origin,
    secrets: [apiKey],
    connectTimeoutMs: deps.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    maxBodyBytes: ANSWER_MAX_BYTES,
  });

  return {
    name: 'modelslab',
    maxConcurrency,
    models: MODELS,
    submit: async (submit) => {
      const { family, path, body } = orderFor(submit, apiKey);
      const exchange = await post({ url: `${apiUrl}/${path}`, body, timeoutMs: submitTimeoutMs });
      const envelope = exchange.outcome === 'answered' ? open(exchange.json) : undefined;
      const task = envelope && fetchUrls.taskIn(envelope, family);
      return readSubmission({ exchange, envelope, task, secrets: [apiKey, submit.trackId] });
    },
    poll: async (task) => {
      const exchange = await post({ url: fetchUrls.urlOf(task), body: { key: apiKey }, timeoutMs: pollTimeoutMs });
      const envelope = exchange.outcome === 'answered' ? open(exchange.json) : undefined;
      return readPollAnswer({ exchange, envelope, secrets: [apiKey] });
    },
    readCallback: (rawBody) => readCallback(open(parseJson(new TextDecoder().decode(rawBody), [apiKey])), [apiKey]),
    pollDelayMs,
  };

  function open(json: unknown): Envelope | undefined {
    const envelope = readEnvelope(json);
    if (envelope?.status !== undefined && phaseOf(envelope.status) === 'unclear') report(envelope.status);
    return envelope;
  }

  /** Once per word: the service has begun to say something that this room should learn. */
  function report(word: string): void {
    if (reported.has(word) || reported.size === REPORTED_WORDS_MAX) return;
    reported.add(word);
    logger.warn(
      { provider: 'modelslab', status: redact(word, [apiKey]) },
      'status word is not known: taken as running',
    );
  }
}

function orderFor(submit: Submit, key: string): Order {
  switch (submit.request.kind) {
    case 'image':
      return orderText2img(submit.request, submit, key);
  }
}
