import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { model as modelShape } from '#domain/model.ts';
import type { Use } from '#domain/use.ts';
import { readModels } from '#providers/eachlabs/catalogue/read-model.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { connect, modelOf } from './bench.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const text = { type: 'string' };
const row = (slug: string, properties: object = { prompt: text }, required: readonly string[] = ['prompt']) => ({
  title: slug,
  slug,
  version: '0.0.1',
  output_type: 'array',
  request_schema: { type: 'object', required, properties },
});

/** Serves these rows page by page, and no workflows. */
function serve(
  rows: readonly unknown[],
  workflows: { status: number; body: string } = { status: 200, body: '{"workflows":[]}' },
) {
  service.respond((response, { path }) => {
    const { pathname, searchParams } = new URL(path, service.origin);
    const [limit, offset] = [Number(searchParams.get('limit')), Number(searchParams.get('offset'))];
    const isModels = pathname.endsWith('/v1/models');
    response.writeHead(isModels ? 200 : workflows.status, { 'content-type': 'application/json' });
    response.end(isModels ? JSON.stringify(rows.slice(offset, offset + limit)) : workflows.body);
  });
}

const list = async (warnings: object[] = []) => (await connect(service.apiUrl, { warnings }).listModels?.()) ?? [];
const idsOf = async () => (await list()).map(({ id }) => id);

describe('the list of models', () => {
  it('is read to its end, a full page at a time', async () => {
    const rows = Array.from({ length: 1_001 }, (_, i) => row(`flux-${i}`));
    serve(rows);
    expect(await list()).toHaveLength(1_001);
    const asked = service.seen.map(({ path }) => path).filter((path) => path.includes('/models'));
    expect(asked).toStrictEqual([0, 500, 1_000].map((offset) => `/api/v1/models?limit=500&offset=${offset}`));
  });

  it('survives rows that make no sense, and rows that come twice', async () => {
    serve([null, 5, {}, { slug: 'no-schema' }, row('bad slug'), row('flux-a'), row('flux-a'), row('../x')]);
    expect(await idsOf()).toStrictEqual(['eachlabs/flux-a']);
  });

  it('cannot be told when the service does not tell it', async () => {
    for (const [status, body] of [
      [500, '{"error":"x"}'],
      [500, '[]'],
      [200, '{}'],
      [200, '<html>'],
    ] as const) {
      service.answer(status, body);
      await expect(list()).rejects.toThrow();
    }
    await expect(connect(await closedOrigin()).listModels?.()).rejects.toThrow();
  });

  it('is told without workflows where those cannot be, and it is said so', async () => {
    serve([row('flux-a')], { status: 403, body: '{}' });
    const warnings: object[] = [];
    expect((await list(warnings)).map(({ id }) => id)).toStrictEqual(['eachlabs/flux-a']);
    expect(warnings).toHaveLength(1);
  });

  it('has the models known without asking before all others', async () => {
    serve([row('flux-unknown'), row('nano-banana-pro')]);
    const [unknown, banana] = await list();
    expect(banana?.popularity).toBeGreaterThan(unknown?.popularity ?? 0);
  });

  it('tells a fixed price, and none that depends on what is asked', () => {
    const cost = { currency: 'USD', type: 'fixed', unit: 'execution', amount: 0.04, estimate: '$0.04' };
    const priced = (more: object) =>
      modelOf('flux-a', { prompt: text }, [], { cost: { ...cost, ...more } }).priceMicroUsd;
    expect(priced({})).toBe(40_000);
    expect(priced({ unit: 'second' })).toBeUndefined();
    expect(priced({ type: 'usage_based', amount: null })).toBeUndefined();
  });
});

describe('what a model is for is told by its name and its schema:', () => {
  const image = { prompt: text, image_url: text };
  const one = { image_url: text };
  it.each<[string, object, readonly string[], readonly Use[]]>([
    ['flux-1-1-pro', { prompt: text }, ['prompt'], ['imagine']],
    ['wan-v2-6-text-to-image', image, ['prompt'], ['imagine', 'edit']],
    ['kling-v2-text-to-image', { prompt: text }, ['prompt'], ['imagine']],
    ['unheard-of', { prompt: text, num_images: { type: 'integer' } }, ['prompt'], ['imagine']],
    ['unheard-of', { prompt: text, output_format: { enum: ['png'] } }, ['prompt'], ['imagine']],
    ['qwen-image-edit', image, ['prompt', 'image_url'], ['edit']],
    ['topaz-upscale-image', one, ['image_url'], ['upscale']],
    ['eachlabs-bg-remover-v1', one, ['image_url'], ['removebg']],
    ['veo-3', { prompt: text }, ['prompt'], ['video']],
    ['pika-v2-text-to-video', { prompt: text, image_url: text }, ['prompt'], ['video', 'animate']],
    ['veo3-1-image-to-video', image, ['image_url'], ['animate']],
    ['unheard-of', { prompt: text, generate_audio: { type: 'boolean' } }, ['prompt'], ['video']],
    ['elevenlabs-text-to-speech', { text }, ['text'], ['speech']],
    ['kling-v1-tts', { text }, ['text'], ['speech']],
    ['minimax-music-v2', { prompt: text }, ['prompt'], ['music']],
    ['unheard-of', { lyrics: text }, ['lyrics'], ['music']],
    ['elevenlabs-sound-effects', { text }, ['text'], ['sound']],
    ['stable-audio-2-5-text-to-audio', { prompt: text }, ['prompt'], ['sound', 'music']],
    ['rvc-voice-changer', { audio_url: text }, ['audio_url'], ['voice']],
    ['hunyuan3d-v2', one, ['image_url'], ['3d']],
    ['tripo-text-to-3d', { prompt: text }, ['prompt'], ['3d']],
  ])('%s', (slug, properties, required, uses) => {
    expect(modelOf(slug, properties, required).uses).toStrictEqual(uses);
  });
});

describe('a model is not offered', () => {
  it.each<[string, string, object, readonly string[]]>([
    ['that only talks', 'openai-chatgpt-5', { prompt: text, image_url: text }, ['prompt']],
    ['that writes down', 'elevenlabs-speech-to-text', { audio_url: text }, ['audio_url']],
    ['that trains', 'flux-lora-fast-training', { images_data_url: text }, ['images_data_url']],
    ['that cuts videos', 'eachlabs-video-api', { prompt: text }, []],
    ['that needs what nobody can give', 'flux-control', { prompt: text, control_url: text }, ['prompt', 'control_url']],
    ['that needs a list of objects', 'flux-x', { prompt: text, loras: { type: 'array' } }, ['prompt', 'loras']],
    ['that needs a video to change', 'some-video-to-video', { prompt: text, video_url: text }, ['video_url']],
    ['that needs a prompt where none comes', 'topaz-upscale-image', { prompt: text, image_url: text }, ['prompt']],
    ['that takes no image to enlarge', 'some-upscaler', { prompt: text }, []],
  ])('%s', (_, slug, properties, required) => {
    expect(readModels(row(slug, properties, required))).toStrictEqual([]);
  });

  it('unmarked when its name says what only some channels may show', () => {
    expect(modelOf('flux-nsfw', { prompt: text }).nsfw).toBe(true);
    expect(modelOf('flux', { prompt: text }).nsfw).toBe(false);
  });
});

it('every model, known or listed, is one that the catalogue can keep, under an id of its own', async () => {
  serve([row('flux-a'), row('kling-i2v', { prompt: text, image_url: text, end_image_url: text }, ['image_url'])]);
  const models = [...connect(service.apiUrl).models, ...(await list())];
  for (const each of models) {
    expect(modelShape.parse(JSON.parse(JSON.stringify(each)))).toStrictEqual(each);
    expect(each.label.length).toBeLessThanOrEqual(100);
  }
  expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
  expect(models.map(({ id }) => id)).toContain('eachlabs/kling-i2v/frames');
});
