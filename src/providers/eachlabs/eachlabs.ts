import type { Task } from '#domain/job.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Provider, RawCallback } from '#domain/ports/provider.ts';
import { createCall } from '#providers/http/call.ts';
import { createPutFile } from '#providers/http/put-file.ts';
import { parseJson } from '#providers/http/redact.ts';
import { readAccount } from './account.ts';
import { createAsk } from './ask.ts';
import { pollDelayMs } from './cadence.ts';
import { MODELS } from './catalogue/known-models.ts';
import { createListModels } from './catalogue/list-models.ts';
import { createNotice } from './notice.ts';
import { readPollAnswer } from './poll-answer.ts';
import { describeHeaders, isSigned } from './signature.ts';
import { createSubmit } from './submit.ts';
import { createUploads } from './upload.ts';
import { readNews } from './webhook.ts';
import { webhookSecretOf } from './webhook-secret.ts';

/** A submit only writes a row over there; to give up early would leave a paid job of unknown fate. */
const SUBMIT_TIMEOUT_MS = 60_000;

/** A poll only reads a row over there, and the next one comes anyway. */
const POLL_TIMEOUT_MS = 15_000;

/** Handshakes take well under a second; a dead host should not eat the submit's whole minute. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Answers are a few kilobytes: results are addresses, and `sync_mode` is never sent. A workflow's carry every step. */
const ANSWER_MAX_BYTES = 1024 * 1024;

export type EachlabsSettings = {
  readonly apiKey: string;
  /** Base of the API, without the version: `https://api.eachlabs.ai`. */
  readonly apiUrl: string;
  readonly maxConcurrency: number;
  /** What each job's own secret is made from; never sent itself. */
  readonly webhookSecret: string;
};

type Deps = EachlabsSettings & {
  readonly logger: Pick<Logger, 'warn'>;
  readonly submitTimeoutMs?: number;
  readonly pollTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
};

/** eachlabs.ai: predictions by model, and workflows (docs.eachlabs.ai). The key goes as a bearer token (its authentication page). */
export function createEachlabs(deps: Deps): Provider {
  const { apiKey, maxConcurrency, webhookSecret, logger } = deps;
  const { pollTimeoutMs = POLL_TIMEOUT_MS, connectTimeoutMs = CONNECT_TIMEOUT_MS } = deps;
  const apiUrl = deps.apiUrl.replace(/\/+$/, '');
  const secrets = [apiKey, webhookSecret];
  const read = createNotice({ logger, secrets });
  const call = createCall({
    origin: new URL(apiUrl).origin,
    headers: { authorization: `Bearer ${apiKey}` },
    secrets,
    connectTimeoutMs,
    maxBodyBytes: ANSWER_MAX_BYTES,
  });
  const ask = createAsk(call, apiUrl);
  const putFile = createPutFile({ secrets, allowsHttp: apiUrl.startsWith('http:'), connectTimeoutMs });
  const uploads = createUploads({ call, putFile, apiUrl, secrets });
  const submitTimeoutMs = deps.submitTimeoutMs ?? SUBMIT_TIMEOUT_MS;

  return {
    name: 'eachlabs',
    label: 'each::labs',
    maxConcurrency,
    models: MODELS,
    listModels: createListModels({ ask, logger }),
    submit: createSubmit({ call, uploads, apiUrl, secrets, webhookSecret, submitTimeoutMs }),
    // It deduplicates nothing (docs.eachlabs.ai video quickstart): a repeated submit is a second job and a second bill.
    repeatsSafely: false,
    poll: async (task) => {
      const exchange = await call({ method: 'GET', url: `${apiUrl}/${pathOf(task)}`, timeoutMs: pollTimeoutMs });
      return readPollAnswer(exchange, exchange.outcome === 'answered' ? read(exchange.json) : undefined, secrets);
    },
    readCallback,
    cancel,
    account: () => readAccount(ask),
    pollDelayMs,
  };

  function readCallback(callback: RawCallback) {
    const secret = webhookSecretOf(callback.jobId, webhookSecret);
    // The configured secret itself proves as much: it is never sent, so only who was told it by hand can know it.
    const proofs = [isSigned(callback, secret), isSigned(callback, webhookSecret)];
    if (!proofs.includes(true)) return { news: 'forged', detail: describeHeaders(callback) } as const;
    const json = parseJson(new TextDecoder().decode(callback.body), [...secrets, secret]);
    return readNews(read(json), [...secrets, secret]);
  }

  /** Predictions alone can be stopped, and even those only perhaps: the next poll tells. */
  async function cancel(task: Task): Promise<void> {
    if (task.family !== 'predictions') return;
    await call({ url: `${apiUrl}/${pathOf(task)}/cancel`, timeoutMs: pollTimeoutMs });
  }
}

/** Ids of workflows' executions are asked for elsewhere than those of predictions. */
const pathOf = ({ family, taskId }: Task): string =>
  `${family === 'workflows' ? 'v1/workflows/executions' : 'v1/prediction'}/${encodeURIComponent(taskId)}`;
