import type { Logger } from '#domain/ports/logger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import { createCall } from '#providers/http/call.ts';
import { parseJson } from '#providers/http/redact.ts';
import { readAccount } from './account.ts';
import { pollDelayMs } from './cadence.ts';
import { readModels } from './models/list-models.ts';
import { MODELS } from './models/models.ts';
import { createOpen } from './open.ts';
import { mergePollAnswers, readPollAnswer } from './poll-answer.ts';
import { createSubmit } from './submit.ts';
import { splitTaskIds, taskPath } from './task-ids.ts';
import { readCallback } from './webhook.ts';

/** The vendor's own client waits 45 s for a submit, 15 s for a read and 120 s for an upload. */
const SUBMIT_TIMEOUT_MS = 45_000;
const READ_TIMEOUT_MS = 15_000;
const UPLOAD_TIMEOUT_MS = 120_000;

/** Speech is made within its submit: minutes of sound take longer than a task takes to be written down. */
const SPEECH_TIMEOUT_MS = 120_000;

/** Handshakes take well under a second; a dead host should not eat the submit's whole time. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Answers are a few kilobytes; the list of some 300 models a few hundred. */
const ANSWER_MAX_BYTES = 2 * 1024 * 1024;

export type ApimartSettings = {
  readonly apiKey: string;
  /** Base of the API, without the version: `https://api.apimart.ai`. */
  readonly apiUrl: string;
  readonly maxConcurrency: number;
};

type Deps = ApimartSettings & {
  readonly logger: Pick<Logger, 'warn'>;
  readonly submitTimeoutMs?: number;
  readonly speechTimeoutMs?: number;
  readonly uploadTimeoutMs?: number;
  readonly readTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
};

/** apimart.ai. It has no way to stop a task, so there is no `cancel`. */
export function createApimart(deps: Deps): Provider {
  const { apiKey, maxConcurrency, logger, readTimeoutMs = READ_TIMEOUT_MS } = deps;
  const apiUrl = deps.apiUrl.replace(/\/+$/, '');
  const open = createOpen({ logger, apiKey });
  const call = createCall({
    origin: new URL(apiUrl).origin,
    headers: { authorization: `Bearer ${apiKey}` },
    secrets: [apiKey],
    connectTimeoutMs: deps.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    maxBodyBytes: ANSWER_MAX_BYTES,
  });
  const ask = (path: string) => call({ method: 'GET', url: `${apiUrl}/${path}`, timeoutMs: readTimeoutMs });
  const submit = createSubmit({
    call,
    open,
    apiUrl,
    apiKey,
    submitTimeoutMs: deps.submitTimeoutMs ?? SUBMIT_TIMEOUT_MS,
    speechTimeoutMs: deps.speechTimeoutMs ?? SPEECH_TIMEOUT_MS,
    uploadTimeoutMs: deps.uploadTimeoutMs ?? UPLOAD_TIMEOUT_MS,
  });

  return {
    name: 'apimart',
    label: 'APIMart',
    maxConcurrency,
    models: MODELS,
    listModels: async () => {
      const models = readModels(await read('v1/models'));
      if (!models || models.length === 0) throw new Error('APIMart listed no model that can be used.');
      return models;
    },
    submit,
    repeatsSafely: true,
    poll: async (task) => mergePollAnswers(await Promise.all(splitTaskIds(task).map((id) => pollOne(task.family, id)))),
    readCallback: ({ body }) => readCallback(open(parseJson(new TextDecoder().decode(body), [apiKey])), [apiKey]),
    account: async () => {
      const account = readAccount(await read('v1/balance'));
      if (!account) throw new Error('APIMart did not tell how the account stands.');
      return account;
    },
    pollDelayMs,
  };

  async function pollOne(family: string, id: string) {
    const exchange = await ask(taskPath(family, id));
    const envelope = exchange.outcome === 'answered' ? open(exchange.json) : undefined;
    return readPollAnswer({ exchange, envelope, secrets: [apiKey] });
  }

  /** The body of a successful answer. */
  async function read(path: string): Promise<unknown> {
    const exchange = await ask(path);
    if (exchange.outcome !== 'answered') throw new Error(`APIMart could not be asked: ${exchange.detail}`);
    if (exchange.status >= 300) throw new Error(`APIMart answered HTTP ${exchange.status}.`);
    return exchange.json;
  }
}
