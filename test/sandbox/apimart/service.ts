import type { PretendApimartOptions } from '#sandbox/apimart/pretend-apimart.ts';
import { createPretendApimart } from '#sandbox/apimart/pretend-apimart.ts';
import type { PretendService } from '#sandbox/services/operator.ts';
import type { Site } from '#sandbox/services/serve.ts';
import { ask, serveService } from '#test/sandbox/services/receiver.ts';

export const startApimart = (options: Omit<PretendApimartOptions, keyof Site> = {}): Promise<PretendService> =>
  serveService((site) => createPretendApimart({ generationMs: 5, ...options, ...site }));

export const IMAGE = { model: 'gpt-image-2', prompt: 'a red fox in snow', n: 1, size: '320x256' } as const;

type How = { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: unknown };

/** A request with the right key. */
export const call = ({ apiUrl, key }: PretendService, path: string, how: How = {}) =>
  ask(`${apiUrl}/v1/${path}`, { method: 'GET', ...how, headers: { authorization: `Bearer ${key}`, ...how.headers } });

export const submit = (apimart: PretendService, body: unknown = IMAGE, headers: Record<string, string> = {}) =>
  call(apimart, 'images/generations', { method: 'POST', body, headers });

/** The id in an answer of shape A. */
export const taskIdOf = ({ body }: { readonly body: unknown }): string => String(Object(body).data[0].task_id);
