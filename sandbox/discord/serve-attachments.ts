import type { Request, Response } from 'express';
import { Router } from 'express';
import type { AttachmentStore } from './attachments.ts';

/** Serves files as Discord's CDN does, in ranges too, without which a browser will not seek in a video. */
export function serveAttachments({ attachments }: { readonly attachments: AttachmentStore }): Router {
  const router = Router();
  router.get('/:channel/:id/:name', (req, res) => {
    const file = attachments.bytes(req.params.id);
    if (!file) return void res.status(404).end();
    res.setHeader('Content-Type', file.contentType);
    res.setHeader('Accept-Ranges', 'bytes');
    res.setHeader('Access-Control-Allow-Origin', '*');
    sendRange(req, res, file.bytes);
  });
  return router;
}

function sendRange(req: Request, res: Response, bytes: Uint8Array): void {
  const size = bytes.byteLength;
  const ranges = req.range(size);
  if (ranges === -1) return void res.status(416).setHeader('Content-Range', `bytes */${size}`).end();
  const range = Array.isArray(ranges) && ranges.type === 'bytes' ? ranges[0] : undefined;
  if (!range) {
    res.setHeader('Content-Length', size);
    return void res.end(bytes);
  }
  const { start, end } = range;
  res.status(206).setHeader('Content-Range', `bytes ${start}-${end}/${size}`);
  res.setHeader('Content-Length', end - start + 1);
  res.end(bytes.subarray(start, end + 1));
}
