import type { Task } from '#domain/job.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import { createCall } from '#providers/http/call.ts';
import { readAccount } from './account.ts';
import { createAsk } from './ask.ts';
import { pollDelayMs } from './cadence.ts';
import { createFetchUrls } from './fetch-result.ts';
import { createListModels } from './list-models.ts';
import { createOpen } from './open.ts';
import { createPoll } from './poll.ts';
import { createReadBody } from './read-body.ts';
import { createResolveInputs } from './resolve-inputs.ts';
import { familyOf, MODELS } from './roster.ts';
import { createSubmit } from './submit.ts';

/** Images may be made within the submit's own answer; to stop listening loses a paid result, to wait costs one slot. */
const SUBMIT_TIMEOUT_MS = 60_000;

/** A poll only reads a row over there, and the next one comes anyway. */
const POLL_TIMEOUT_MS = 15_000;

/** Handshakes take well under a second; a dead host should not eat the submit's whole minute. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Answers are a few kilobytes, as results are never asked for as base64. */
const ANSWER_MAX_BYTES = 1024 * 1024;

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

/** modelslab.com. The key goes into each body (docs.modelslab.com authentication), so bodies stay in here. */
export function createModelslab(deps: Deps): Provider {
  const { apiKey, maxConcurrency, logger } = deps;
  const apiUrl = deps.apiUrl.replace(/\/+$/, '');
  const secrets = [apiKey];
  const fetchUrls = createFetchUrls(apiUrl);
  const open = createOpen({ logger, secrets });
  const call = createCall({
    origin: new URL(apiUrl).origin,
    secrets,
    connectTimeoutMs: deps.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    maxBodyBytes: ANSWER_MAX_BYTES,
  });
  const ask = createAsk({ call, apiUrl, apiKey });
  const resolveInputs = createResolveInputs({ ask, secrets });
  const submitTimeoutMs = deps.submitTimeoutMs ?? SUBMIT_TIMEOUT_MS;
  const pollTimeoutMs = deps.pollTimeoutMs ?? POLL_TIMEOUT_MS;

  return {
    name: 'modelslab',
    label: 'ModelsLab',
    maxConcurrency,
    models: MODELS,
    listModels: createListModels({ ask, logger }),
    submit: createSubmit({ ask, resolveInputs, fetchUrls, open, apiKey, timeoutMs: submitTimeoutMs }),
    // It has no idempotency key: the same track id twice makes two jobs, and two charges.
    repeatsSafely: false,
    poll: createPoll({ ask, fetchUrls, open, secrets, timeoutMs: pollTimeoutMs }),
    ...createReadBody({ open, secrets }),
    cancel,
    account: () => readAccount(ask),
    pollDelayMs,
  };

  /** Nothing but trainings and workflows can be stopped; of the rest nothing is asked. */
  async function cancel(task: Task): Promise<void> {
    for (const question of familyOf(task.family).cancel?.(task) ?? []) {
      const exchange = await ask(question, { timeoutMs: pollTimeoutMs });
      if (exchange.outcome !== 'answered' || exchange.status !== 404) return;
    }
  }
}
