import { readFileSync } from 'node:fs';
import type { Submit } from '#domain/ports/provider.ts';
import type { ImageRequest } from '#domain/request.ts';
import { createModelslab } from '#providers/modelslab/modelslab.ts';

export const KEY = 'ml-key-5f3a9c1e7b2d4f60';

/** The text of a recorded body, with the service's own addresses moved to `origin`. */
export function fixture(name: string, origin = 'https://modelslab.com'): string {
  const text = readFileSync(new URL(`../../fixtures/modelslab/${name}`, import.meta.url), 'utf8');
  return text.replaceAll('https://modelslab.com', origin);
}

export const imageRequest = (overrides: Partial<ImageRequest> = {}): ImageRequest => ({
  kind: 'image',
  prompt: 'a lighthouse at dusk',
  model: 'flux',
  aspect: '1:1',
  count: 1,
  seed: 4242,
  nsfwAllowed: false,
  ...overrides,
});

export const submitOf = (request: ImageRequest, overrides: Partial<Submit> = {}): Submit => ({
  jobId: '01jd0000000000000000000001',
  request,
  trackId: '2gs_image_3xk_01jd0000000000000000000001_9fmac',
  ...overrides,
});

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
    logger: { warn: (fields, message) => warnings.push({ ...fields, message }) },
    ...timeouts,
  });

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
