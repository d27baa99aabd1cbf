import * as z from 'zod';
import type { Failure } from '#domain/failure.ts';
import type { Submission, Submit, SubmitInput } from '#domain/ports/provider.ts';
import type { Call } from '#providers/http/call.ts';
import type { Exchange } from '#providers/http/exchange.ts';
import { NOT_SENT_RETRY_MS } from '#providers/http/proof.ts';
import { readEnvelope } from './envelope.ts';
import { readFailure } from './errors.ts';
import { alphaMask } from './mask.ts';
import { retryAfter } from './submission.ts';
import type { Ordered } from './way.ts';

/** What the upload takes (docs.apimart.ai uploads images). There is none for sounds and videos. */
const UPLOAD_TYPES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

/** Largest file of an upload, in bytes. */
export const UPLOAD_MAX_BYTES = 20_971_520;

const uploaded = z.object({ url: z.url({ protocol: /^https?$/ }) });

export type Addressed =
  | { readonly outcome: 'addressed'; readonly ordered: Ordered }
  | { readonly outcome: 'not_possible'; readonly submission: Submission };

export type AddressInputs = (submit: Submit) => Promise<Addressed>;

type Deps = { readonly call: Call; readonly apiUrl: string; readonly timeoutMs: number };

type Address =
  | { readonly outcome: 'known'; readonly url: string }
  | { readonly outcome: 'not_possible'; readonly submission: Submission };

/**
 * Gives each file an address under which the service gets it: ours where this process has a public one, else one of the
 * service's own upload, valid for 72 hours. Data URIs are no way, as pages contradict each other about them. Whatever goes
 * wrong here happens before the submit, so it is proved that no job was made.
 */
export function createAddressInputs({ call, apiUrl, timeoutMs }: Deps): AddressInputs {
  return async (submit) => {
    const inputs: { role: SubmitInput['role']; url: string }[] = [];
    for (const input of submit.inputs) {
      const address = await addressOf(input, submit.trackId);
      if (address.outcome === 'not_possible') return address;
      inputs.push({ role: input.role, url: address.url });
    }
    return { outcome: 'addressed', ordered: { submit, inputs } };
  };

  async function addressOf(input: SubmitInput, trackId: string): Promise<Address> {
    if (input.role === 'mask') return upload(input, await alphaMask(await input.read()), trackId);
    if (input.url !== undefined) return { outcome: 'known', url: input.url };
    if (!UPLOAD_TYPES.has(input.mediaType)) {
      return refused('input_unreachable', `${input.mediaType} cannot be uploaded, and we have no public address`);
    }
    return upload(input, await input.read(), trackId);
  }

  async function upload(input: SubmitInput, bytes: Uint8Array | undefined, trackId: string): Promise<Address> {
    if (!bytes) return refused('invalid_input', 'the mask is not a PNG that can be read');
    if (bytes.byteLength > UPLOAD_MAX_BYTES) {
      return refused('invalid_input', `${input.role} is larger than ${UPLOAD_MAX_BYTES} bytes`);
    }
    const type = input.role === 'mask' ? 'image/png' : input.mediaType;
    const form = new FormData();
    form.append('file', new Blob([Uint8Array.from(bytes)], { type }), `${input.role}.${type.slice('image/'.length)}`);
    return readUpload(await call({ url: `${apiUrl}/v1/uploads/images`, body: { form }, timeoutMs }), [trackId]);
  }
}

const refused = (reason: Failure['reason'], detail: string): Address => ({
  outcome: 'not_possible',
  submission: { outcome: 'refused', failure: { reason, detail } },
});

function readUpload(exchange: Exchange, secrets: readonly string[]): Address {
  const notNow = (outcome: 'unreachable' | 'throttled', detail: string, retryAfterMs = NOT_SENT_RETRY_MS): Address => ({
    outcome: 'not_possible',
    submission: { outcome, retryAfterMs, detail: `upload: ${detail}` },
  });
  if (exchange.outcome !== 'answered') return notNow('unreachable', exchange.detail);
  const { status } = exchange;
  const url = status < 300 ? uploaded.safeParse(exchange.json).data?.url : undefined;
  if (url !== undefined) return { outcome: 'known', url };
  const failure = readFailure(readEnvelope(exchange.json)?.error, secrets, status);
  const detail = failure.detail ?? `HTTP ${status}`;
  if (failure.reason === 'provider_rate_limited') return notNow('throttled', detail, retryAfter(exchange));
  if (status < 400 || status >= 500 || status === 408) return notNow('unreachable', detail);
  return refused(failure.reason, `upload: ${detail}`);
}
