import type { Request, Response } from 'express';
import type { Logger } from '#domain/ports/logger.ts';
import type { RawCallback } from '#domain/ports/provider.ts';
import { answerNotFound } from './errors.ts';
import { readBody } from './read-body.ts';

export type WebhookAnswer = 'stored' | 'refused' | 'forged' | 'unknown_job' | 'too_large' | 'broken_off' | 'not_stored';

/** How long a provider shall wait before it tries again, when it tries again at all. */
const RETRY_AFTER_SECONDS = 10;

/** The use case behind an address. Rejects when nothing could be stored. */
export type Receive = (
  callback: Omit<RawCallback, 'jobId'>,
) => Promise<'stored' | 'unknown_provider' | 'forged' | 'unknown_job'>;

/** A callback whose address has been verified. */
type Callback = {
  readonly request: Request;
  readonly response: Response;
  /** What the log says of where it came in. */
  readonly about: object;
  readonly receive: Receive;
};

/** Reads it, hands it over, answers. 200 says that it is on disk; 503 asks for another try. */
export async function takeCallback(callback: Callback, logger: Logger): Promise<WebhookAnswer> {
  const { request, response, about, receive } = callback;
  const reading = await readBody(request);
  if (reading.read === 'broken_off') return 'broken_off';
  if (reading.read === 'too_large') {
    logger.warn(about, 'callback too large');
    response.set('connection', 'close').status(413).end();
    return 'too_large';
  }
  try {
    const fate = await receive({ body: reading.body, headers: request.headers });
    if (fate === 'unknown_provider' || fate === 'forged') return refuse(response, fate === 'forged' ? fate : 'refused');
    // A run that somebody started in the service's dashboard, or nonsense: nothing of ours, and nothing to send again.
    response.json({ received: true });
    return fate;
  } catch (error) {
    logger.error({ ...about, err: error }, 'callback not stored');
    response.set('retry-after', String(RETRY_AFTER_SECONDS)).status(503).end();
    return 'not_stored';
  }
}

export function refuse(response: Response, answer: 'refused' | 'forged' = 'refused'): WebhookAnswer {
  answerNotFound(response);
  return answer;
}
