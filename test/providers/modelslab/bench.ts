import { readFileSync } from 'node:fs';
import type { Submit, SubmitInput } from '#domain/ports/provider.ts';
import type { Request } from '#domain/request.ts';
import { createModelslab } from '#providers/modelslab/modelslab.ts';
import { MODELS } from '#providers/modelslab/roster.ts';

export const KEY = 'ml-key-5f3a9c1e7b2d4f60';
export const TRACK_ID = '2gs_image_3xk_01jd0000000000000000000001_9fmac';
export const WEBHOOK = 'https://bot.example/webhooks/modelslab/t';

/** The text of a recorded body, with the service's own addresses moved to `origin`. */
export function fixture(name: string, origin = 'https://modelslab.com'): string {
  const text = readFileSync(new URL(`../../fixtures/modelslab/${name}`, import.meta.url), 'utf8');
  return text.replaceAll('https://modelslab.com', origin);
}

/** A request for an image by `flux`, unless told otherwise. */
export const requestOf = (overrides: Partial<Request> = {}): Request => ({
  use: 'imagine',
  model: 'modelslab/flux',
  prompt: 'a lighthouse at dusk',
  options: {},
  inputs: [],
  nsfwAllowed: false,
  ...overrides,
});

/** The same without a prompt. */
export function wordless({ prompt: _, ...request }: Request): Request {
  return request;
}

/** A file of the request as the provider gets it; the address is our own and public unless told otherwise. */
export const fileOf = (role: SubmitInput['role'], overrides: Partial<SubmitInput> = {}): SubmitInput => ({
  role,
  name: `${role}.png`,
  mediaType: 'image/png',
  bytes: 3,
  url: `https://bot.example/media/${role}.png`,
  read: async () => new Uint8Array([1, 2, 3]),
  ...overrides,
});

/** The same file where this process has no public address. */
export function hiddenFileOf(role: SubmitInput['role'], overrides: Partial<SubmitInput> = {}): SubmitInput {
  const { url: _, ...file } = fileOf(role, overrides);
  return file;
}

/** The submit of a request, with the roster's own entry for its model. */
export function submitOf(request: Request = requestOf(), overrides: Partial<Submit> = {}): Submit {
  const model = overrides.model ?? MODELS.find(({ id }) => id === request.model);
  if (!model) throw new Error(`No model ${request.model} in the roster.`);
  return { jobId: '01jd0000000000000000000001', request, inputs: [], trackId: TRACK_ID, ...overrides, model };
}

type Options = {
  readonly warnings?: object[];
  readonly submitTimeoutMs?: number;
  readonly pollTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
};

export const connect = (apiUrl: string, { warnings = [], ...timeouts }: Options = {}) =>
  createModelslab({
    apiKey: KEY,
    apiUrl,
    maxConcurrency: 5,
    logger: { warn: (fields: object, message: string) => warnings.push({ ...fields, message }) },
    ...timeouts,
  });

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A callback of one job. */
export const callbackOf = (text: string | Uint8Array) => ({
  jobId: '01jd0000000000000000000001',
  body: typeof text === 'string' ? bytes(text) : text,
  headers: {},
});
