import type { PretendEachlabsOptions } from '#sandbox/eachlabs/pretend-eachlabs.ts';
import { createPretendEachlabs } from '#sandbox/eachlabs/pretend-eachlabs.ts';
import type { PretendService } from '#sandbox/services/operator.ts';
import type { Site } from '#sandbox/services/serve.ts';
import { ask, serveService } from '#test/sandbox/services/receiver.ts';

export const startEachlabs = (options: Omit<PretendEachlabsOptions, keyof Site> = {}): Promise<PretendService> =>
  serveService((site) => createPretendEachlabs({ generationMs: 5, timeScale: 0.001, ...options, ...site }));

type How = { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: unknown };

/** A request with the right key. */
export const call = ({ apiUrl, key }: PretendService, path: string, how: How = {}) =>
  ask(`${apiUrl}/v1/${path}`, { method: 'GET', ...how, headers: { authorization: `Bearer ${key}`, ...how.headers } });

export const INPUT = { prompt: 'a red fox in snow', num_images: 1 } as const;

export const submit = (eachlabs: PretendService, more: Readonly<Record<string, unknown>> = {}) =>
  call(eachlabs, 'prediction', {
    method: 'POST',
    body: { model: 'nano-banana-pro', version: '0.0.1', input: INPUT, ...more },
  });

export const idOf = ({ body }: { readonly body: unknown }): string => String(Object(body).predictionID);
