import type { Response } from 'express';
import { Router } from 'express';
import { answerNotFound } from './errors.ts';
import type { TurnAway } from './turn-away.ts';

/** What a link's token leads to. */
export type MediaFiles = {
  /** `path` is absolute and may be gone; undefined when the token is not ours or its time is over. */
  readonly open: (
    token: string,
  ) => { readonly path: string; readonly mediaType: string; readonly name: string } | undefined;
};

export type MediaMetrics = {
  /** One request with a link that leads nowhere, and how it was answered. */
  readonly deadLink: (answer: Awaited<ReturnType<TurnAway>>) => void;
};

type Deps = { readonly mediaFiles: MediaFiles; readonly metrics: MediaMetrics; readonly turnAway: TurnAway };

/** What a browser shows in place; a drawing that can carry a script is not among it. */
const INLINE = /^(?:image|video|audio)\/(?!svg)/;

/**
 * Whatever a file holds, a browser shall show it at most: nothing in it runs, and it loads nothing but itself. That it
 * keeps its origin gives it no right, since nothing runs; without it, a film alone in a tab may not load itself.
 */
const POLICY =
  "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox allow-same-origin";

/**
 * Stored files by signed link. The token is all that counts: wrong, expired and gone are answered like a path that is not
 * there. Ranges are served, since players ask for nothing else.
 */
export function serveMedia({ mediaFiles, metrics, turnAway }: Deps): Router {
  const router = Router();

  router.get('/media/:token', async (request, response, next) => {
    const file = mediaFiles.open(request.params.token);
    if (!file) return metrics.deadLink(await turnAway(request, response));
    const { path, mediaType, name } = file;
    const headers = {
      'content-type': mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType,
      'content-disposition': `${INLINE.test(mediaType) ? 'inline' : 'attachment'}; filename="${saneName(name)}"`,
      'cache-control': 'private',
      'x-content-type-options': 'nosniff',
      'content-security-policy': POLICY,
    };
    // The path is ours: a dot in the name of a folder above says nothing about the file.
    response.sendFile(path, { headers, cacheControl: false, dotfiles: 'allow' }, (error: unknown) => {
      if (error !== undefined) answerFault(error, response, next);
    });
  });

  return router;
}

function answerFault(error: unknown, response: Response, next: (error: unknown) => void): void {
  // The reader has gone, or the file broke halfway: there is nobody to tell, or no way.
  if (response.headersSent || codeOf(error) === 'ECONNABORTED') return void response.destroy();
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  const { status, headers } = describe(error);
  if (status === 404) answerNotFound(response);
  else if (status === 412 || status === 416) response.status(status).set(headers).end();
  else next(error);
}

/** As `send` tells it: a status, and for a range outside of the file its size. */
function describe(error: unknown): { status: number | undefined; headers: Record<string, string> } {
  if (!(error instanceof Error)) return { status: undefined, headers: {} };
  if (codeOf(error) === 'EISDIR') return { status: 404, headers: {} };
  const status = 'status' in error && typeof error.status === 'number' ? error.status : undefined;
  const range = 'headers' in error ? Reflect.get(Object(error.headers), 'Content-Range') : undefined;
  return { status, headers: typeof range === 'string' ? { 'content-range': range } : {} };
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

const saneName = (name: string): string => name.replace(/[^\w.-]/g, '_');
