import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ASPECTS } from '#domain/request.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fixture, imageRequest, KEY, submitOf } from './bench.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
  service.answer(200, JSON.parse(fixture('submit-queued-minimal.json')));
});
afterEach(() => service[Symbol.asyncDispose]());

async function sentFor(...args: Parameters<typeof submitOf>): Promise<unknown> {
  await connect(service.apiUrl).submit(submitOf(...args));
  return service.seen.at(-1)?.body;
}

describe('the body of a text2img submit', () => {
  it('is exactly this for flux, which takes neither a negative prompt nor prompt enhancement', async () => {
    const request = imageRequest({ negativePrompt: 'fog', count: 2 });
    expect(await sentFor(request, { webhookUrl: 'https://bot.example/webhooks/modelslab/t' })).toStrictEqual({
      key: KEY,
      model_id: 'flux',
      prompt: 'a lighthouse at dusk',
      width: 1024,
      height: 1024,
      samples: 2,
      seed: 4242,
      safety_checker: true,
      webhook: 'https://bot.example/webhooks/modelslab/t',
      track_id: '2gs_image_3xk_01jd0000000000000000000001_9fmac',
    });
    expect(service.seen[0]).toMatchObject({ method: 'POST', path: '/api/v6/images/text2img' });
  });

  it('is exactly this for another model: the negative prompt goes along, the prompt is drawn as written', async () => {
    const request = imageRequest({ model: 'sdxl', negativePrompt: 'fog', aspect: '16:9', seed: 0, nsfwAllowed: true });
    expect(await sentFor(request)).toStrictEqual({
      key: KEY,
      model_id: 'sdxl',
      prompt: 'a lighthouse at dusk',
      negative_prompt: 'fog',
      width: 1024,
      height: 576,
      samples: 1,
      seed: 0,
      enhance_prompt: false,
      safety_checker: false,
      track_id: '2gs_image_3xk_01jd0000000000000000000001_9fmac',
    });
  });

  it('has no negative prompt where the member gave none', async () => {
    expect(await sentFor(imageRequest({ model: 'sdxl' }))).not.toHaveProperty('negative_prompt');
  });

  it.each(ASPECTS)('asks for a size of ratio %s that the service takes', async (aspect) => {
    const body = await sentFor(imageRequest({ aspect }));
    const [across = 0, down = 0] = aspect.split(':').map(Number);
    const { width, height } = body as { width: number; height: number };
    expect(width / height).toBe(across / down);
    for (const side of [width, height]) {
      expect(side % 8).toBe(0);
      expect(side).toBeGreaterThanOrEqual(256);
      expect(side).toBeLessThanOrEqual(1024);
    }
  });

  it('goes to the configured base address, with or without a slash at its end', async () => {
    await connect(`${service.apiUrl}/`).submit(submitOf(imageRequest()));
    expect(service.seen[0]?.path).toBe('/api/v6/images/text2img');
  });
});
