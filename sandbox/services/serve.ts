import type { ErrorRequestHandler, Request, RequestHandler, Response, Router } from 'express';
import express from 'express';
import type { Log, Settings } from './bookkeeping.ts';
import type { Door } from './door.ts';
import type { Call } from './operator.ts';

/** Something that routers are hung into. */
export type Mount = { readonly use: (path: string, router: Router) => unknown };

/** Where a service is reached. Asked late, when ports are known. */
export type Site = {
  /** Gets everything under the service's name: its files, and its interface where it has no door of its own. */
  readonly app: Mount;
  readonly baseUrl: () => string;
  readonly door?: Door;
};

export type Body = Readonly<Record<string, unknown>>;

export const bodyOf = (request: Request): Body => {
  const body: unknown = request.body;
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
};

const JSON_LIMIT = '32mb'; // members' files may come as data URIs

/** Reads JSON whatever the content type says, except of uploads. */
export const readJson = (): RequestHandler =>
  express.json({
    limit: JSON_LIMIT,
    type: (request) => !/^(multipart|image|audio|video)\//.test(request.headers['content-type'] ?? ''),
  });

/** Notes every request before anything is decided about it. */
export const noteCalls =
  (calls: Log<Call>): RequestHandler =>
  (request, _response, next) => {
    const { method, url: path, headers } = request;
    const body: unknown = request.body;
    calls.add({ method, path, headers, body });
    next();
  };

/** What stands before a service's interface while it is down. `answer` is its own way to say 503. */
export const closedWhenDown =
  (settings: Settings, answer: (response: Response) => void): RequestHandler =>
  (request, response, next) => {
    const { down } = settings.get();
    if (down === 'no') return next();
    // Where the service has a door of its own, no request gets here while it refuses connections.
    if (down === 'refuses') return void request.socket.resetAndDestroy();
    answer(response);
  };

/** `GET /:area/:name`: the files that jobs made, of the type that their names say. */
export function serveFiles(file: (name: string) => Uint8Array | undefined): Router {
  const router = express.Router();
  router.get('/:area/:name', (request, response) => {
    const { name } = request.params;
    const bytes = file(name);
    if (!bytes) return void response.status(404).type('txt').send('Not Found');
    response.type(name.slice(name.lastIndexOf('.') + 1));
    response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  return router;
}

/** Answers what could not be read, such as JSON that is none. */
export const answerUnreadable =
  (answer: (response: Response) => void): ErrorRequestHandler =>
  (_fault, _request, response, next) =>
    response.headersSent ? next(_fault) : answer(response);

/** The ends of a submit that are no answer: the job is taken, the bot does not hear of it. True when it was one. */
export function keepsSilent(submit: string | undefined, response: Response): boolean {
  if (submit === 'reset') response.socket?.resetAndDestroy();
  else if (submit === 'bad_gateway')
    response.status(502).type('html').send('<html><head><title>502 Bad Gateway</title></head><body></body></html>');
  return submit === 'hang' || submit === 'reset' || submit === 'bad_gateway';
}
