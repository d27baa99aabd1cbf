import { Router } from 'express';
import type { Logger } from '#domain/ports/logger.ts';
import type { TrackIds } from '#domain/track-id.ts';
import type { ReceiveCallback } from '#jobs/receive-callback.ts';
import type { ReceiveWorkflowCallback } from '#jobs/receive-workflow-callback.ts';
import type { Receive, WebhookAnswer } from './take-callback.ts';
import { refuse, takeCallback } from './take-callback.ts';

export type WebhookDeps = {
  readonly trackIds: Pick<TrackIds, 'verify'>;
  /** The id of the workflow that a token was made for; undefined when the token is not ours. */
  readonly workflowTokens: { readonly verify: (token: string) => string | undefined };
  readonly providerNames: ReadonlySet<string>;
  readonly receiveCallback: ReceiveCallback;
  readonly receiveWorkflowCallback: ReceiveWorkflowCallback;
  readonly metrics: { readonly webhook: (provider: string, answer: WebhookAnswer) => void };
  readonly logger: Logger;
};

/** The only provider whose webhook address is fixed per workflow. */
const WORKFLOW_PROVIDER = 'modelslab';

/**
 * Where providers call back. The last part of the path is the capability; it is judged before a byte of the body is read.
 * 200 says that the callback is on disk, and says the same whether it was news, a repeat, late or nonsense.
 */
export function webhooks(deps: WebhookDeps): Router {
  const { trackIds, workflowTokens, providerNames, metrics, logger } = deps;
  const router = Router();

  router.post(`/webhooks/${WORKFLOW_PROVIDER}/workflows/:token{/callback}`, async (request, response) => {
    const provider = WORKFLOW_PROVIDER;
    const workflowId = workflowTokens.verify(request.params.token);
    if (workflowId === undefined || !providerNames.has(provider)) return metrics.webhook(provider, refuse(response));
    const about = { provider, workflowId };
    const receive: Receive = (callback) => deps.receiveWorkflowCallback({ provider, ...callback });
    metrics.webhook(provider, await takeCallback({ request, response, about, receive }, logger));
  });

  router.post('/webhooks/:provider/:trackId{/callback}', async (request, response) => {
    const { provider, trackId } = request.params;
    const track = trackIds.verify(trackId);
    const isKnown = providerNames.has(provider);
    // The name comes from outside, and a label must not grow with what strangers write.
    const label = isKnown ? provider : 'unknown';
    if (!track || !isKnown) return metrics.webhook(label, refuse(response));
    const about = { provider, jobId: track.jobId, channelId: track.channelId };
    const receive: Receive = (callback) => deps.receiveCallback({ provider, track, ...callback });
    metrics.webhook(label, await takeCallback({ request, response, about, receive }, logger));
  });

  return router;
}
