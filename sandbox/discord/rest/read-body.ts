import type { Response as ExpressResponse, Request } from 'express';
import { raw } from 'express';
import { contentTypeOf } from '#sandbox/discord/content-type.ts';
import { refusals } from '#sandbox/discord/errors.ts';
import type { Upload } from './call.ts';

type Body = { readonly body: unknown; readonly files: readonly Upload[] };

/** The client went away before it had said all. */
export class BrokenOff extends Error {}

/** Reads JSON, or the multipart form in which files come with their JSON in `payload_json`. Throws `BrokenOff`. */
export async function readBody(req: Request, res: ExpressResponse, maxBytes: number): Promise<Body> {
  const read = raw({ type: () => true, limit: maxBytes });
  await new Promise<void>((resolve, reject) => {
    read(req, res, (error?: unknown) => {
      if (!error) resolve();
      else reject(req.complete || !req.destroyed ? refusals.tooLarge() : new BrokenOff());
    });
  });
  const bytes: unknown = req.body;
  if (!(bytes instanceof Uint8Array) || bytes.byteLength === 0) return { body: undefined, files: [] };
  const type = req.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return { body: parseJson(Buffer.from(bytes).toString()), files: [] };
  if (type.startsWith('multipart/form-data')) return readMultipart(bytes, type);
  throw refusals.wrongContentType();
}

async function readMultipart(bytes: Uint8Array, type: string): Promise<Body> {
  const form = await new Response(Buffer.from(bytes), { headers: { 'content-type': type } }).formData().catch(() => {
    throw refusals.wrongContentType();
  });
  const files: Upload[] = [];
  for (const [field, value] of form) {
    const number = /^files?\[(\d+)\]$/.exec(field)?.[1];
    if (number === undefined || typeof value === 'string') continue;
    const contents = new Uint8Array(await value.arrayBuffer());
    files.push({ number, name: value.name, contentType: contentTypeOf(value.name, value.type), bytes: contents });
  }
  const payload = form.get('payload_json');
  return { body: typeof payload === 'string' ? parseJson(payload) : {}, files };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusals.badJson();
  }
}
