import type { Request, Response } from 'express';
import { Router } from 'express';
import type { Logger } from '#domain/ports/logger.ts';
import type { Track, TrackIds } from '#domain/track-id.ts';
import type { ReceiveCallback } from '#jobs/receive-callback.ts';
import { answerNotFound } from './errors.ts';
import { readBody } from './read-body.ts';

export type WebhookAnswer = 'stored' | 'refused' | 'too_large' | 'broken_off' | 'not_stored';

export type WebhookDeps = {
  readonly trackIds: Pick<TrackIds, 'verify'>;
  readonly providerNames: ReadonlySet<string>;
  readonly receiveCallback: ReceiveCallback;
  readonly metrics: { readonly webhook: (provider: string, answer: WebhookAnswer) => void };
  readonly logger: Logger;
};

/** How long a provider shall wait before it tries again, when it tries again at all. */
const RETRY_AFTER_SECONDS = 10;

/**
 * Where providers call back. The track id in the path is the capability; it is judged before a byte of the body is read.
 * 200 says that the callback is on disk, and says the same whether it was news, a repeat, late or nonsense.
 */
export function webhooks({ trackIds, providerNames, receiveCallback, metrics, logger }: WebhookDeps): Router {
  const router = Router();

  router.post('/webhooks/:provider/:trackId{/callback}', async (request, response) => {
    const { provider, trackId } = request.params;
    const track = trackIds.verify(trackId);
    const isKnown = providerNames.has(provider);
    const answer = track && isKnown ? await take(provider, track, request, response) : refuse(response);
    // The name comes from outside, and a label must not grow with what strangers write.
    metrics.webhook(isKnown ? provider : 'unknown', answer);
  });

  return router;

  async function take(provider: string, track: Track, request: Request, response: Response): Promise<WebhookAnswer> {
    const { jobId, channelId } = track;
    const reading = await readBody(request);
    if (reading.read === 'broken_off') return 'broken_off';
    if (reading.read === 'too_large') {
      logger.warn({ provider, jobId, channelId }, 'callback too large');
      response.set('connection', 'close').status(413).end();
      return 'too_large';
    }
    try {
      if ((await receiveCallback({ provider, track, body: reading.body })) !== 'stored') return refuse(response);
    } catch (error) {
      logger.error({ provider, jobId, channelId, err: error }, 'callback not stored');
      response.set('retry-after', String(RETRY_AFTER_SECONDS)).status(503).end();
      return 'not_stored';
    }
    response.json({ received: true });
    return 'stored';
  }
}

function refuse(response: Response): WebhookAnswer {
  answerNotFound(response);
  return 'refused';
}
