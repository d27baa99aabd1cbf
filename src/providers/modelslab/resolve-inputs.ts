import type { Submission, Submit, SubmitInput } from '#domain/ports/provider.ts';
import type { Exchange } from '#providers/http/exchange.ts';
import { NOT_SENT_RETRY_MS } from '#providers/http/proof.ts';
import type { AskService } from './ask.ts';
import type { Endpoint, Ordered } from './endpoint.ts';
import { readEnvelope } from './envelope.ts';
import { readFailure } from './errors.ts';
import { readMessage } from './message.ts';
import { readSources } from './outputs.ts';
import { RETRY_AFTER_DEFAULT_MS, readRetryAfter } from './retry-after.ts';
import { phaseOf } from './status.ts';

/** What `base64_to_url` takes (docs.modelslab.com general API). Of files within a body nothing is said: no more than that. */
export const FILE_MAX_BYTES = 5_000_000;

/** Several megabytes over a slow line. */
const UPLOAD_TIMEOUT_MS = 60_000;

/** Where files of a media type are exchanged for an address that lasts 24 h (docs.modelslab.com base64 to URL of each API). */
const UPLOADS: readonly { readonly type: string; readonly path: string; readonly field: string }[] = [
  { type: 'image/', path: 'v6/base64_to_url', field: 'base64_string' },
  { type: 'audio/', path: 'v6/voice/base64_to_url', field: 'init_audio' },
  { type: 'video/', path: 'v6/video/base64_to_url', field: 'init_obj' },
];

type Resolved =
  | { readonly inputs: Ordered['inputs'] }
  /** Nothing of the job was sent, so whatever stopped it here is proved not to have started anything. */
  | { readonly stopped: Submission };

export type ResolveInputs = (submit: Submit, how: Endpoint['filesWithoutAddress']) => Promise<Resolved>;

type Deps = { readonly ask: AskService; readonly secrets: readonly string[] };

/** Gives each file an address: our own where this process can be reached, else in the body or uploaded, one by one. */
export function createResolveInputs({ ask, secrets }: Deps): ResolveInputs {
  return async (submit, how) => {
    const inputs: Ordered['inputs'][number][] = [];
    for (const input of submit.inputs) {
      const found = input.url === undefined ? await carry(input, how) : input.url;
      if (typeof found !== 'string') return { stopped: found };
      inputs.push({ ...input, value: found });
    }
    return { inputs };
  };

  async function carry(input: SubmitInput, how: Endpoint['filesWithoutAddress']): Promise<string | Submission> {
    const { mediaType, bytes } = input;
    if (bytes > FILE_MAX_BYTES)
      return refused('invalid_input', `a file of ${bytes} bytes cannot be uploaded, only 5 MB`);
    const upload = UPLOADS.find(({ type }) => mediaType.startsWith(type));
    if (!upload) return refused('invalid_input', `a file of type ${mediaType} cannot be uploaded`);
    const content = await input.read().catch(() => undefined);
    if (!content) return refused('input_unreachable', 'our copy of the file cannot be read');
    const dataUri = `data:${mediaType};base64,${Buffer.from(content).toString('base64')}`;
    if (how === 'data_uri') return dataUri;
    const question = { path: upload.path, body: { [upload.field]: dataUri } };
    return readUpload(await ask(question, { timeoutMs: UPLOAD_TIMEOUT_MS }));
  }

  function readUpload(exchange: Exchange): string | Submission {
    if (exchange.outcome !== 'answered') return unreachable(exchange.detail);
    const envelope = readEnvelope(exchange.json);
    const [source] = envelope && phaseOf(envelope.status) === 'succeeded' ? readSources(envelope) : [];
    const address = source?.urls[0];
    if (address !== undefined) return address;
    const message = envelope ? readMessage(envelope, secrets) : { text: '', isValidation: false };
    const { reason, detail = '' } = readFailure(message, exchange.status);
    if (reason === 'provider_rate_limited') {
      const retryAfterMs = readRetryAfter(exchange, envelope) ?? RETRY_AFTER_DEFAULT_MS;
      return { outcome: 'throttled', retryAfterMs, detail };
    }
    const isRefusal = exchange.status >= 400 || phaseOf(envelope?.status) === 'failed';
    if (exchange.status >= 500 || !isRefusal) return unreachable(detail);
    return refused(reason === 'provider_account' ? reason : 'input_unreachable', detail);
  }
}

const refused = (reason: 'invalid_input' | 'input_unreachable' | 'provider_account', detail: string): Submission => ({
  outcome: 'refused',
  failure: { reason, detail },
});

const unreachable = (why: string): Submission => ({
  outcome: 'unreachable',
  retryAfterMs: NOT_SENT_RETRY_MS,
  detail: `file not uploaded: ${why}`,
});
