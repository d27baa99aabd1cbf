import type { IRouter, Request, Response } from 'express';
import type { Logger } from '#domain/ports/logger.ts';
import type { TrackIds } from '#domain/track-id.ts';
import type { ReceiveCallback } from '#jobs/receive-callback.ts';
import type { ReceiveWorkflowCallback } from '#jobs/receive-workflow-callback.ts';
import type { BodyBudget } from './body-budget.ts';
import type { Receive, WebhookAnswer } from './take-callback.ts';
import { takeCallback } from './take-callback.ts';
import type { TurnAway } from './turn-away.ts';

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

type Deps = WebhookDeps & { readonly bodies: BodyBudget; readonly turnAway: TurnAway };

/** The only provider whose webhook address is fixed per workflow. */
const WORKFLOW_PROVIDER = 'modelslab';

/**
 * Where providers call back. The last part of the path is the capability; it is judged before a byte of the body is read.
 * 200 says that the callback is on disk, and says the same whether it was news, a repeat, late or nonsense. On the app
 * itself, without a router of their own, and before everything else: nothing is matched in front of a callback.
 */
export function mountWebhooks(app: IRouter, deps: Deps): void {
  const { trackIds, workflowTokens, providerNames, metrics, turnAway } = deps;

  app.post('/webhooks/:provider/:trackId{/callback}', (request, response) => {
    const { provider, trackId } = request.params;
    const isKnown = providerNames.has(provider);
    const track = isKnown ? trackIds.verify(trackId) : undefined;
    // The name comes from outside, and a label must not grow with what strangers write.
    if (!track) return refuse(isKnown ? provider : 'unknown', request, response);
    const about = { provider, jobId: track.jobId, channelId: track.channelId };
    return take(about, request, response, (callback) => deps.receiveCallback({ provider, track, ...callback }));
  });

  app.post(`/webhooks/${WORKFLOW_PROVIDER}/workflows/:token{/callback}`, (request, response) => {
    const provider = WORKFLOW_PROVIDER;
    const workflowId = providerNames.has(provider) ? workflowTokens.verify(request.params.token) : undefined;
    if (workflowId === undefined) return refuse(provider, request, response);
    const about = { provider, workflowId };
    return take(about, request, response, (callback) => deps.receiveWorkflowCallback({ provider, ...callback }));
  });

  async function refuse(label: string, request: Request, response: Response): Promise<void> {
    metrics.webhook(label, await turnAway(request, response));
  }

  type About = { readonly provider: string };

  async function take(about: About, request: Request, response: Response, receive: Receive): Promise<void> {
    metrics.webhook(about.provider, await takeCallback({ request, response, about, receive }, deps));
  }
}
