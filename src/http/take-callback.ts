import type { Request, Response } from 'express';
import type { Logger } from '#domain/ports/logger.ts';
import type { RawCallback } from '#domain/ports/provider.ts';
import type { BodyBudget } from './body-budget.ts';
import { answerNotFound } from './errors.ts';
import { readBody } from './read-body.ts';

export type WebhookAnswer =
  | 'stored'
  | 'refused'
  | 'limited'
  | 'forged'
  | 'unknown_job'
  | 'too_large'
  | 'no_room'
  | 'broken_off'
  | 'not_stored';

/** How long a provider shall wait before it tries again, when it tries again at all. */
const RETRY_AFTER_SECONDS = 10;

const RECEIVED = '{"received":true}';
const RECEIVED_HEADERS = { 'content-type': 'application/json; charset=utf-8', 'content-length': RECEIVED.length };

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

type Deps = { readonly bodies: BodyBudget; readonly logger: Logger };

/** Reads it, hands it over, answers. 200 says that it is on disk; 503 asks for another try. */
export async function takeCallback(callback: Callback, { bodies, logger }: Deps): Promise<WebhookAnswer> {
  const { request, response, about, receive } = callback;
  const share = bodies.open();
  try {
    const reading = await readBody(request, share);
    if (reading.read !== 'whole') return answerUnread(reading.read, callback, logger);
    const fate = await receive({ body: reading.body, headers: request.headers });
    if (fate === 'unknown_provider' || fate === 'forged') {
      answerNotFound(response);
      return fate === 'forged' ? fate : 'refused';
    }
    // A run that somebody started in the service's dashboard, or nonsense: nothing of ours, and nothing to send again.
    response.writeHead(200, RECEIVED_HEADERS).end(RECEIVED);
    return fate;
  } catch (error) {
    logger.error({ ...about, err: error }, 'callback not stored');
    askForAnother(response);
    return 'not_stored';
  } finally {
    share.release();
  }
}

/** What was left unread goes with the connection. */
function answerUnread(
  answer: 'too_large' | 'no_room' | 'broken_off',
  { response, about }: Callback,
  logger: Logger,
): WebhookAnswer {
  if (answer === 'broken_off') return answer;
  logger.warn(about, answer === 'too_large' ? 'callback too large' : 'too many large callbacks at once');
  response.set('connection', 'close');
  if (answer === 'too_large') response.status(413).end();
  else askForAnother(response);
  return answer;
}

function askForAnother(response: Response): void {
  response.set('retry-after', String(RETRY_AFTER_SECONDS)).status(503).end();
}
