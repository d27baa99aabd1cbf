import type { Provider } from '#domain/ports/provider.ts';
import type { Call } from '#providers/http/call.ts';
import type { CallbackKey } from './callback-key.ts';
import { fill } from './fill.ts';
import { offerOf } from './offers.ts';
import { readSubmission } from './submission.ts';

type Body = {
  /** Only where the model is run by version. */
  readonly version?: string;
  readonly input: object;
  readonly webhook?: string;
  readonly webhook_events_filter?: readonly ['completed'];
};

type Deps = {
  readonly call: Call;
  readonly callbackKey: CallbackKey;
  readonly apiUrl: string;
  readonly secrets: readonly string[];
  readonly submitTimeoutMs: number;
};

/**
 * `POST /v1/models/{owner}/{name}/predictions`, or `POST /v1/predictions` with a version (replicate.com/docs
 * create-a-prediction). Without the header `Prefer: wait` the answer comes at once.
 */
export function createSubmit({ call, callbackKey, apiUrl, secrets, submitTimeoutMs }: Deps): Provider['submit'] {
  return async (submit) => {
    const offer = offerOf(submit.model);
    if (!offer) {
      const failure = { reason: 'model_unavailable', detail: 'how this model is asked is not known' } as const;
      return { outcome: 'refused', failure };
    }
    const filled = await fill(offer, submit);
    if ('wrong' in filled) return { outcome: 'refused', failure: filled.wrong };
    const { webhookUrl, trackId } = submit;
    // Before the submit, because a fast model calls back within a second of it.
    if (webhookUrl !== undefined) await callbackKey.learn();
    const body: Body = {
      ...(offer.version !== undefined && { version: offer.version }),
      input: filled.input,
      ...(webhookUrl !== undefined && { webhook: webhookUrl, webhook_events_filter: ['completed'] }),
    };
    const path = offer.version === undefined ? `v1/models/${offer.name}/predictions` : 'v1/predictions';
    const exchange = await call({ url: `${apiUrl}/${path}`, body: { json: body }, timeoutMs: submitTimeoutMs });
    return readSubmission(exchange, [...secrets, trackId]);
  };
}
