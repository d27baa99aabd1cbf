import { IncomingMessage, ServerResponse } from 'node:http';
import type { Express } from 'express';

/**
 * Express turns every request and response into its own by changing their prototypes, and an object whose prototype has
 * changed is slow ever after: a sixth of the time that a callback takes. A server that makes them of these classes hands
 * them over with the prototypes that `app` is about to set, so that there is nothing to change. Without it everything
 * works all the same.
 */
export function messagesFor(app: Express) {
  class AppRequest extends IncomingMessage {}
  class AppResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {}
  // What Express has made already, with `app` in it, ends in Node's prototypes: ours are put in front.
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  Object.assign(app, { request: AppRequest.prototype, response: AppResponse.prototype });
  return { IncomingMessage: AppRequest, ServerResponse: AppResponse };
}
