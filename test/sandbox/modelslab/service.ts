import type { PretendModelslab } from '#sandbox/modelslab/operator.ts';
import type { PretendModelslabOptions } from '#sandbox/modelslab/pretend-modelslab.ts';
import { createPretendModelslab } from '#sandbox/modelslab/pretend-modelslab.ts';
import type { Site } from '#sandbox/services/serve.ts';
import { ask, serveService } from '#test/sandbox/services/receiver.ts';

export { startReceiver } from '#test/sandbox/services/receiver.ts';

/** The pretend service alone, on a server of its own. */
export const startService = (options: Omit<PretendModelslabOptions, keyof Site> = {}): Promise<PretendModelslab> =>
  serveService((site) => createPretendModelslab({ generationMs: 5, ...options, ...site }));

export const ORDER = { model_id: 'flux', prompt: 'a small blue cap', width: 256, height: 264, seed: 7 } as const;

type Answered = { readonly status: number; readonly body: unknown };

/** A submit with the right key, of a small picture unless told otherwise. */
export const submit = ({ apiUrl, key }: PretendModelslab, body: Readonly<Record<string, unknown>> = {}) =>
  post(`${apiUrl}/v6/images/text2img`, { key, ...ORDER, ...body });

/** A submit to any endpoint, with the right key. */
export const order = ({ apiUrl, key }: PretendModelslab, path: string, body: Readonly<Record<string, unknown>> = {}) =>
  post(`${apiUrl}/${path}`, { key, ...body });

export const poll = ({ apiUrl, key }: PretendModelslab, id: string | number) =>
  post(`${apiUrl}/v6/images/fetch/${id}`, { key });

export async function post(url: string, body: unknown): Promise<Answered> {
  if (typeof body === 'string') {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body });
    return { status: answer.status, body: await answer.json() };
  }
  const { status, body: answered } = await ask(url, { body });
  return { status, body: answered };
}
