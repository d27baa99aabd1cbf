import * as z from 'zod';
import type { Submission, SubmitInput } from '#domain/ports/provider.ts';
import type { Call } from '#providers/http/call.ts';
import type { Exchange } from '#providers/http/exchange.ts';
import { NOT_SENT_RETRY_MS } from '#providers/http/proof.ts';
import type { PutFile } from '#providers/http/put-file.ts';
import { FILE_MAX_BYTES } from './catalogue/file-fields.ts';
import type { Address } from './fill.ts';
import { readRefusal } from './submission.ts';

/** A question about a row over there. */
const PRESIGN_TIMEOUT_MS = 15_000;

/** 100 MB at 1 MB a second, which is well within the 15 minutes that the address lives. */
const PUT_TIMEOUT_MS = 120_000;

/** Members' files are there for one job, which may wait for its turn; the service's own default is 180 days. */
const KEPT_SECONDS = 2 * 24 * 60 * 60;

const presigned = z.object({
  presigned_url: z.url(),
  public_url: z.url({ protocol: /^https?$/ }),
  required_headers: z.record(z.string(), z.string()).nullish().catch(undefined),
});

type Uploaded = { readonly url: string } | { readonly instead: Submission };

type Deps = {
  readonly call: Call;
  readonly putFile: PutFile;
  readonly apiUrl: string;
  readonly secrets: readonly string[];
};

/**
 * Brings files to where the service can fetch them: our own address where there is one, else its storage (docs.eachlabs.ai
 * storage): ask for an address, PUT the bytes there with every header that it names, use the public address that comes
 * with it. All this is before the submit, so whatever fails proves that no job was taken.
 */
export function createUploads({ call, putFile, apiUrl, secrets }: Deps) {
  return async (inputs: readonly SubmitInput[]): Promise<{ files: readonly Address[] } | { instead: Submission }> => {
    const files: Address[] = [];
    for (const input of inputs) {
      const uploaded = input.url === undefined ? await upload(input) : { url: input.url };
      if ('instead' in uploaded) return uploaded;
      files.push({ role: input.role, url: uploaded.url });
    }
    return { files };
  };

  async function upload({ mediaType, bytes, read }: SubmitInput): Promise<Uploaded> {
    if (bytes > FILE_MAX_BYTES) {
      return refused('invalid_input', `a file has ${bytes} bytes, and ${FILE_MAX_BYTES} are taken`);
    }
    const asked = await call({
      url: `${apiUrl}/v1/upload/presign`,
      body: { json: { content_type: mediaType, file_type: kindOf(mediaType), expires_in_seconds: KEPT_SECONDS } },
      timeoutMs: PRESIGN_TIMEOUT_MS,
    });
    const place = asked.outcome === 'answered' && asked.status < 300 ? presigned.safeParse(asked.json).data : undefined;
    if (!place) return { instead: noPlace(asked) };
    const put = await putFile({
      url: place.presigned_url,
      bytes: await read(),
      mediaType,
      headers: { ...place.required_headers },
      timeoutMs: PUT_TIMEOUT_MS,
    });
    if (put.outcome === 'answered' && put.status >= 200 && put.status < 300) return { url: place.public_url };
    if (put.outcome !== 'answered') return { instead: later(put.detail) };
    return put.status >= 500
      ? { instead: later(`upload: HTTP ${put.status}`) }
      : refused('provider_down', `upload: HTTP ${put.status}`);
  }

  function noPlace(asked: Exchange): Submission {
    if (asked.outcome !== 'answered') return later(asked.detail);
    if (asked.status >= 500) return later(`no address to upload to: HTTP ${asked.status}`);
    if (asked.status >= 400) return readRefusal(asked, secrets);
    return { outcome: 'refused', failure: { reason: 'provider_down', detail: 'no address to upload to' } };
  }
}

const later = (detail: string): Submission => ({ outcome: 'unreachable', retryAfterMs: NOT_SENT_RETRY_MS, detail });

const refused = (reason: 'invalid_input' | 'provider_down', detail: string): { readonly instead: Submission } => ({
  instead: { outcome: 'refused', failure: { reason, detail } },
});

function kindOf(mediaType: string): string {
  const kind = mediaType.split('/')[0] ?? '';
  return ['image', 'video', 'audio'].includes(kind) ? kind : 'other';
}
