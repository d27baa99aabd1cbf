import { readFileSync } from 'node:fs';
import type { Model } from '#domain/model.ts';
import type { RawCallback, Submit, SubmitInput } from '#domain/ports/provider.ts';
import type { Request } from '#domain/request.ts';
import { readModels } from '#providers/eachlabs/catalogue/read-model.ts';
import { createEachlabs } from '#providers/eachlabs/eachlabs.ts';

export const KEY = 'smk_5f3a9c1e7b2d4f60';
export const WEBHOOK_SECRET = 'whs-0123456789abcdef0123456789abcdef';
export const JOB_ID = '01jd0000000000000000000001';
export const TRACK_ID = `2gs_image_3xk_${JOB_ID}_9fmac`;
export const WEBHOOK = `https://bot.example/webhooks/eachlabs/${TRACK_ID}`;

const FIXTURES = new URL('../../fixtures/eachlabs/', import.meta.url);

export const fixture = (name: string): string => readFileSync(new URL(`${name}.json`, FIXTURES), 'utf8');

type Options = {
  readonly warnings?: object[];
  readonly submitTimeoutMs?: number;
  readonly pollTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
};

export const connect = (apiUrl: string, { warnings = [], ...timeouts }: Options = {}) =>
  createEachlabs({
    apiKey: KEY,
    apiUrl,
    maxConcurrency: 5,
    webhookSecret: WEBHOOK_SECRET,
    logger: { warn: (fields: object, message: string) => warnings.push({ ...fields, message }) },
    ...timeouts,
  });

const { models: KNOWN } = connect('https://api.eachlabs.ai');

export function known(name: string): Model {
  const model = KNOWN.find(({ id }) => id === `eachlabs/${name}`);
  if (!model) throw new Error(`No model eachlabs/${name} is known.`);
  return model;
}

/** The one model that a row of the service's list makes. */
export function modelOf(slug: string, properties: object, required: readonly string[] = [], more: object = {}): Model {
  const row = {
    slug,
    version: '0.0.1',
    output_type: 'array',
    request_schema: { type: 'object', required, properties },
  };
  const [model, ...others] = readModels({ ...row, ...more });
  if (!model || others.length > 0)
    throw new Error(`${slug} makes ${others.length === 0 ? 'no model' : 'several models'}.`);
  return model;
}

export const requestOf = (model: Model, overrides: Partial<Request> = {}): Request => ({
  use: model.uses[0] ?? 'imagine',
  model: model.id,
  prompt: 'a red fox in snow',
  options: {},
  inputs: [],
  nsfwAllowed: false,
  ...overrides,
});

type Asked = Partial<Request> & { readonly files?: readonly SubmitInput[]; readonly webhookUrl?: string | undefined };

/** The submit of a request for a model, with a webhook unless told otherwise. */
export function submitOf(model: Model, { files = [], webhookUrl, ...request }: Asked = {}): Submit {
  const webhook = webhookUrl === undefined ? {} : { webhookUrl };
  return { jobId: JOB_ID, request: requestOf(model, request), model, inputs: files, trackId: TRACK_ID, ...webhook };
}

/** A member's file; its address is our own and public unless told otherwise. */
export const fileOf = (role: SubmitInput['role'], overrides: Partial<SubmitInput> = {}): SubmitInput => ({
  ...hiddenFileOf(role),
  url: `https://bot.example/media/${role}.png`,
  ...overrides,
});

/** The same where this process has no public address. */
export const hiddenFileOf = (role: SubmitInput['role'], overrides: Partial<SubmitInput> = {}): SubmitInput => ({
  role,
  name: `${role}.png`,
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
