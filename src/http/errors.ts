import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from '#domain/ports/logger.ts';

/**
 * The one answer for everything that is not there: a path, a method, a track id that does not verify. Always the same,
 * so that nobody learns from it what exists.
 */
export function answerNotFound(response: Response): void {
  response.status(404).end();
}

export const notFound: RequestHandler = (_request, response) => answerNotFound(response);

/** Last in line. What went wrong stands in the log; the answer says only that something did. */
export function answerErrors(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    // Express could not decode a path: such a path does not exist.
    if (error instanceof URIError) return answerNotFound(response);
    logger.error({ err: error }, 'request failed');
    if (response.headersSent) return void response.destroy();
    response.status(500).end();
  };
}
