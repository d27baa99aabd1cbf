import { randomUUID } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import express from 'express';
import type { Desk } from '#sandbox/services/desk.ts';
import { bodyOf } from '#sandbox/services/serve.ts';
import { refuse } from './gate.ts';

type Deps = Pick<Desk, 'fileUrl'> & { readonly keep: (name: string, bytes: Uint8Array) => void };
type Slot = { readonly name: string; readonly contentType: string; readonly until: number };

const UPLOAD_WITHIN_MS = 900_000; // 15 minutes
const KEPT_MS = 15_552_000_000; // 180 days
const UPLOAD_LIMIT = '100mb';
const ID_HEADER = 'x-amz-meta-file-id';
const EXTENSIONS: Readonly<Record<string, string>> = { jpeg: 'jpg', mpeg: 'mp3', 'x-wav': 'wav', quicktime: 'mov' };

const extensionOf = (contentType: string): string => {
  const subtype = contentType.split('/')[1]?.split(';')[0] ?? 'bin';
  return EXTENSIONS[subtype] ?? subtype;
};

/** Uploads in two steps: `api`, below `/v1`, promises a place, and `storage`, elsewhere, takes the bytes. */
export function createUploads({ fileUrl, keep }: Deps): { readonly api: Router; readonly storage: Router } {
  const slots = new Map<string, Slot>();
  const api = express.Router();
  api.post('/upload/presign', (request: Request, response: Response) => {
    const { content_type: contentType } = bodyOf(request);
    if (typeof contentType !== 'string' || !contentType.includes('/'))
      return refuse(response, 400, 'content_type is required');
    const id = randomUUID();
    const name = `${id}.${extensionOf(contentType)}`;
    slots.set(id, { name, contentType, until: Date.now() + UPLOAD_WITHIN_MS });
    response.json({
      id,
      presigned_url: `${fileUrl('generations', id)}/presigned`,
      public_url: fileUrl('generations', name),
      expires_at: new Date(Date.now() + KEPT_MS).toISOString(),
      required_headers: { [ID_HEADER]: id },
    });
  });
  api.delete('/files/:id', (request: Request, response: Response) => {
    if (!slots.delete(String(request.params.id))) return refuse(response, 404, 'file not found');
    response.status(204).end();
  });

  const storage = express.Router();
  storage.put(
    '/generations/:id/presigned',
    express.raw({ type: () => true, limit: UPLOAD_LIMIT }),
    (request: Request, response: Response) => {
      const id = String(request.params.id);
      const slot = slots.get(id);
      const isAsSigned = request.get('content-type') === slot?.contentType && request.get(ID_HEADER) === id;
      // As the storage behind it would answer whatever was not signed: in XML.
      if (!slot || !isAsSigned || Date.now() > slot.until || !Buffer.isBuffer(request.body))
        return void response.status(403).type('xml').send('<Error><Code>SignatureDoesNotMatch</Code></Error>');
      keep(slot.name, new Uint8Array(request.body));
      response.status(200).end();
    },
  );
  return { api, storage };
}
