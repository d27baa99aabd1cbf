import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Model } from '#domain/model.ts';
import type { RawCallback, Submit, SubmitInput } from '#domain/ports/provider.ts';
import type { Request } from '#domain/request.ts';
import { createReplicate } from '#providers/replicate/replicate.ts';

export const KEY = 'r8_5f3a9c1e7b2d4f605f3a9c1e7b2d4f60';
/** The secret and the moment of the check value of Standard Webhooks. */
export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
export const SIGNED_AT_S = 1_614_265_330;
export const JOB_ID = '01jd0000000000000000000001';
export const TRACK_ID = `2gs_image_3xk_${JOB_ID}_9fmac`;
export const WEBHOOK = `https://bot.example/webhooks/replicate/${TRACK_ID}`;
export const TASK = { family: 'predictions', taskId: 'ufawqhfynnddngldkgtslldrkq' };

const FIXTURES = new URL('../../fixtures/replicate/', import.meta.url);

export const fixture = (name: string): string => readFileSync(new URL(`${name}.json`, FIXTURES), 'utf8');

type Options = {
  readonly warnings?: object[];
  /** Null: none is configured. */
  readonly webhookSecret?: string | null;
  readonly now?: () => number;
  readonly submitTimeoutMs?: number;
  readonly pollTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
};

export const connect = (apiUrl: string, options: Options = {}) => {
  const { warnings = [], webhookSecret = SECRET, now = () => SIGNED_AT_S * 1000, ...timeouts } = options;
  return createReplicate({
    apiKey: KEY,
    apiUrl,
    maxConcurrency: 5,
    ...(webhookSecret !== null && { webhookSecret }),
    logger: { warn: (fields: object, message: string) => warnings.push({ ...fields, message }) },
    now,
    ...timeouts,
  });
};

const { models: KNOWN } = connect('https://api.replicate.com');

export function known(name: string): Model {
  const model = KNOWN.find(({ id }) => id === `replicate/${name}`);
  if (!model) throw new Error(`No model replicate/${name} is known.`);
  return model;
}

export const SCHNELL = known('black-forest-labs/flux-schnell');

type Asked = Partial<Omit<Request, 'prompt'>> & {
  /** Null: none. */
  readonly prompt?: string | null;
  readonly files?: readonly SubmitInput[];
  /** Null: this process has no public address. */
  readonly webhookUrl?: string | null;
};

export function submitOf(model: Model, asked: Asked = {}): Submit {
  const { files = [], webhookUrl = WEBHOOK, prompt = 'a red fox in snow', ...more } = asked;
  const request: Request = {
    use: model.uses[0] ?? 'imagine',
    model: model.id,
    ...(prompt !== null && { prompt }),
    options: {},
    inputs: [],
    nsfwAllowed: false,
    ...more,
  };
  const webhook = webhookUrl === null ? {} : { webhookUrl };
  return { jobId: JOB_ID, request, model, inputs: files, trackId: TRACK_ID, ...webhook };
}

/** A member's image; its address is public unless told otherwise. */
export const imageOf = (overrides: Partial<SubmitInput> = {}): SubmitInput => ({
  ...hiddenImageOf(),
  url: 'https://bot.example/media/image.png',
  ...overrides,
});

/** The same where this process has no public address. */
export const hiddenImageOf = (overrides: Partial<SubmitInput> = {}): SubmitInput => ({
  role: 'image',
  name: 'image.png',
  mediaType: 'image/png',
  bytes: 3,
  read: async () => new Uint8Array([1, 2, 3]),
  ...overrides,
});

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const callbackOf = (body: string | Uint8Array, headers: RawCallback['headers'] = {}): RawCallback => ({
  jobId: JOB_ID,
  body: typeof body === 'string' ? bytes(body) : body,
  headers,
});

/** One `v1,<base64>` as the service makes it; the secret's text after its mark is base64. */
export function signatureOf(body: string | Uint8Array, { id = 'msg_1', time = SIGNED_AT_S, secret = SECRET } = {}) {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${time}.`).update(body).digest('base64')}`;
}

/** A callback as the service signs it. */
export const signedOf = (body: string | Uint8Array, secret = SECRET): RawCallback =>
  callbackOf(body, {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(SIGNED_AT_S),
    'webhook-signature': signatureOf(body, { secret }),
  });
