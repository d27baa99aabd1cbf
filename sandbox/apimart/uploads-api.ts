import { randomUUID } from 'node:crypto';
import type { Router } from 'express';
import express from 'express';
import type { Desk } from '#sandbox/services/desk.ts';
import { refuse } from './gate.ts';

type Deps = Pick<Desk, 'fileUrl'> & { readonly keep: (name: string, bytes: Uint8Array) => void };

const UPLOAD_MAX_BYTES = 20_971_520;
/** Room for the multipart frame, and to see how much too large a file is. */
const BODY_MAX_BYTES = 2 * UPLOAD_MAX_BYTES;
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

/** Below `/v1`: `POST /uploads/images`, multipart, the file in the field `file`. */
export function createUploadsApi({ fileUrl, keep }: Deps): Router {
  const router = express.Router();
  router.post(
    '/uploads/images',
    express.raw({ type: () => true, limit: BODY_MAX_BYTES }),
    async (request, response) => {
      const file = await fileIn(request.body, request.get('content-type') ?? '');
      if (!file) return refuse(response, 400, 'file is required', 'invalid_request_error', '');
      const extension = EXTENSIONS[file.type];
      if (extension === undefined) {
        const message = `unsupported image type: ${file.type}, allowed: jpeg, png, gif, webp`;
        return void response.status(400).json({ error: { message, type: 'invalid_request_error' } });
      }
      if (file.size > UPLOAD_MAX_BYTES) {
        const message = `file size ${file.size} exceeds maximum ${UPLOAD_MAX_BYTES} bytes`;
        return void response.status(413).json({ error: { message, type: 'invalid_request_error' } });
      }
      const name = `${randomUUID()}.${extension}`;
      keep(name, await file.bytes());
      const url = fileUrl('generations', name);
      const created_at = Math.floor(Date.now() / 1000);
      response.json({ url, filename: file.name, content_type: file.type, bytes: file.size, created_at });
    },
  );
  return router;
}

async function fileIn(body: unknown, contentType: string): Promise<File | undefined> {
  if (!Buffer.isBuffer(body) || !contentType.startsWith('multipart/form-data')) return undefined;
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
    const file = form.get('file');
    return file instanceof File ? file : undefined;
  } catch {
    return undefined;
  }
}
