import { readFileSync } from 'node:fs';
import type { Model } from '#domain/model.ts';
import type { Provider, Submit, SubmitInput } from '#domain/ports/provider.ts';
import type { Request } from '#domain/request.ts';
import { createApimart } from '#providers/apimart/apimart.ts';
import { KNOWN } from '#providers/apimart/models/models.ts';

export const KEY = 'sk-5f3a9c1e7b2d4f60';
export const JOB = '01jd0000000000000000000001';
export const TRACK_ID = '2gs_image_3xk_01jd0000000000000000000001_9fmac';
export const WEBHOOK = `https://bot.example/webhooks/apimart/${TRACK_ID}`;

export const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/apimart/${name}`, import.meta.url), 'utf8');

/** A model that the room knows, by the service's name for it. */
export function modelNamed(name: string): Model {
  const model = KNOWN.get(name);
  if (!model) throw new Error(`No model ${name}.`);
  return model;
}

type Wish = Partial<Omit<Request, 'inputs' | 'model'>>;

/** A submit to a model; without a callback address unless told otherwise. */
export function submitTo(name: string, wish: Wish = {}, overrides: Partial<Submit> = {}): Submit {
  const model = modelNamed(name);
  const request: Request = {
    use: model.uses[0] ?? 'imagine',
    model: model.id,
    prompt: 'a lighthouse at dusk',
    options: {},
    inputs: [],
    nsfwAllowed: false,
    ...wish,
  };
  return { jobId: JOB, request, model, inputs: [], trackId: TRACK_ID, ...overrides };
}

/** A file of the request as the provider gets it, at our own public address. */
export const fileOf = (role: SubmitInput['role'], overrides: Partial<SubmitInput> = {}): SubmitInput => ({
  role,
  name: `${role}.png`,
  mediaType: 'image/png',
  bytes: 3,
  url: `https://bot.example/media/${role}`,
  read: async () => new Uint8Array([1, 2, 3]),
  ...overrides,
});

/** The same file where this process has no public address. */
export function hiddenFileOf(role: SubmitInput['role'], overrides: Partial<SubmitInput> = {}): SubmitInput {
  const { url: _, ...file } = fileOf(role, overrides);
  return file;
}

type Options = {
  readonly warnings?: object[];
  readonly submitTimeoutMs?: number;
  readonly speechTimeoutMs?: number;
  readonly uploadTimeoutMs?: number;
  readonly readTimeoutMs?: number;
};

export const connect = (apiUrl: string, { warnings = [], ...timeouts }: Options = {}): Provider =>
  createApimart({
    apiKey: KEY,
    apiUrl,
    maxConcurrency: 5,
    logger: { warn: (fields, message) => warnings.push({ ...fields, message }) },
    ...timeouts,
  });

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const callback = (text: string) => ({ jobId: JOB, body: bytes(text), headers: {} });
