import { describe, expect, it } from 'vitest';
import type { OptionName } from '#domain/options.ts';
import { readRoute } from '#providers/eachlabs/recipe.ts';
import { modelOf } from './bench.ts';

const PROMPT = { prompt: { type: 'string', maxLength: 300 } };

/** What one field of a schema makes of an option: what is taken, and how it is said. */
function optionOf(name: OptionName, field: string, schema: object, slug = 'flux-a') {
  const model = modelOf(slug, { ...PROMPT, [field]: schema });
  return { limit: model.options[name], say: readRoute(model.route)?.options[name] };
}

describe('an option is offered as the schema bounds it:', () => {
  it.each<[OptionName, string, object, object, object]>([
    ['count', 'num_images', { type: 'integer', minimum: 1, maximum: 10 }, { min: 1, max: 4 }, { as: 'integer' }],
    ['count', 'n', { type: 'integer', maximum: 3 }, { min: 1, max: 3 }, { as: 'integer' }],
    ['seed', 'seed', { type: ['integer', 'null'] }, { min: 0, max: 2 ** 31 - 1 }, { as: 'integer' }],
    [
      'seed',
      'seed',
      { anyOf: [{ type: 'null' }, { type: 'integer', maximum: 99 }] },
      { min: 0, max: 99 },
      { as: 'integer' },
    ],
    ['seed', 'seed', { type: 'string' }, { any: true }, { as: 'text' }],
    ['duration', 'duration', { enum: ['5', 'auto', '10'] }, { oneOf: [5, 10] }, { words: { 5: '5', 10: '10' } }],
    ['duration', 'duration', { type: 'integer', enum: [4, 8] }, { oneOf: [4, 8] }, {}],
    ['duration', 'seconds_total', { type: 'number', maximum: 900 }, { min: 1, max: 600 }, {}],
    [
      'resolution',
      'resolution',
      { type: 'string', enum: ['1K', '720p'] },
      { oneOf: ['1k', '720p'] },
      { words: { '1k': '1K', '720p': '720p' } },
    ],
    ['strength', 'strength', { type: 'number', minimum: 0.1, maximum: 1 }, { min: 0.1, max: 1 }, {}],
    ['scale', 'upscale_factor', { type: 'integer', minimum: 1, maximum: 4 }, { min: 2, max: 4 }, { as: 'integer' }],
    [
      'scale',
      'scale',
      { type: 'string', enum: ['1x', '2x', '4x'] },
      { oneOf: [2, 4] },
      { words: { 2: '2x', 4: '4x' } },
    ],
    ['scale', 'upscale_factor', { type: 'number', default: 2 }, { min: 2, max: 4 }, {}],
    ['style', 'style_type', { type: 'string', enum: ['auto', 'anime'] }, { oneOf: ['auto', 'anime'] }, {}],
    ['negative', 'negative_prompt', { type: 'string', maxLength: 500 }, { maxCharacters: 500 }, {}],
    ['instrumental', 'make_instrumental', { type: 'boolean' }, { any: true }, {}],
    ['language', 'language_code', { type: 'string', enum: ['en', 'de'] }, { oneOf: ['en', 'de'] }, {}],
    ['texture', 'should_texture', { type: 'boolean' }, { any: true }, {}],
    [
      'quality',
      'quality',
      { enum: ['auto', 'hd', 'standard'] },
      { oneOf: ['standard', 'high'] },
      { words: { standard: 'standard', high: 'hd' } },
    ],
    ['aspect', 'aspect_ratio', { enum: ['auto', '16:9', '21:9', '2:3'] }, { oneOf: ['16:9', '2:3'] }, {}],
    [
      'aspect',
      'size',
      { enum: ['1280*720', '960*960'] },
      { oneOf: ['16:9', '1:1'] },
      { words: { '16:9': '1280*720', '1:1': '960*960' } },
    ],
    [
      'aspect',
      'image_size',
      { anyOf: [{ type: 'object' }, { type: 'string', enum: ['square', 'square_hd', 'auto'] }], default: 'auto' },
      { oneOf: ['1:1'] },
      { words: { '1:1': 'square_hd' } },
    ],
  ])('%s by %s: %j', (name, field, schema, limit, say) => {
    expect(optionOf(name, field, schema)).toStrictEqual({ limit, say: { field, ...say } });
  });

  it.each<[OptionName, string, object]>([
    ['duration', 'duration', { type: 'string' }],
    ['duration', 'duration', { type: 'integer' }],
    ['strength', 'strength', { type: 'number', maximum: 100 }],
    ['scale', 'upscale_factor', { type: 'string' }],
    ['style', 'style', { type: 'number', maximum: 1 }],
    ['language', 'language', { type: 'string' }],
    ['sound', 'generate_audio', { type: 'string' }],
    ['aspect', 'aspect_ratio', { type: 'string' }],
    ['aspect', 'aspect_ratio', { enum: ['21:9'] }],
    ['count', 'num_images', { type: 'integer', maximum: 0 }],
    ['voice', 'voice', { type: 'object' }],
    ['seed', 'seed', { $ref: '#/components/schemas/seed' }],
  ])('%s is not where %s tells nothing that a member could choose: %j', (name, field, schema) => {
    expect(optionOf(name, field, schema)).toStrictEqual({ limit: undefined, say: undefined });
  });
});

describe('a required field', () => {
  const fixedOf = (properties: object, required: readonly string[]) =>
    readRoute(modelOf('flux-a', { ...PROMPT, ...properties }, ['prompt', ...required]).route)?.fixed;

  it('that nobody chooses is filled with its default, else with the first choice', () => {
    expect(fixedOf({ model: { type: 'string', default: 'v2' } }, ['model'])).toStrictEqual({ model: 'v2' });
    expect(fixedOf({ mode: { type: 'string', enum: ['fast', 'slow'] } }, ['mode'])).toStrictEqual({ mode: 'fast' });
    expect(fixedOf({ steps: { type: 'integer', minimum: 4 } }, ['steps'])).toStrictEqual({ steps: 4 });
    expect(fixedOf({ flag: { type: 'boolean', default: false } }, ['flag'])).toStrictEqual({ flag: false });
  });

  it('is the member’s to fill where no first choice makes sense', () => {
    const speech = modelOf('some-tts', { text: {}, voice_id: { type: 'string', enum: ['a', 'b'] } }, [
      'text',
      'voice_id',
    ]);
    expect(speech.requires).toStrictEqual(['voice']);
    expect(speech.options.voice).toStrictEqual({ oneOf: ['a', 'b'] });
  });
});

describe('the prompt', () => {
  const promptOf = (properties: object, required: readonly string[]) =>
    modelOf('some-tts', properties, required).prompt;

  it('has the model’s own bound', () => {
    expect(modelOf('flux-a', PROMPT, ['prompt']).prompt).toStrictEqual({ need: 'required', maxCharacters: 300 });
    expect(modelOf('flux-a', PROMPT).prompt).toStrictEqual({ need: 'optional', maxCharacters: 300 });
  });

  it('is the text where a text is required and a prompt is not', () => {
    expect(promptOf({ prompt: { maxLength: 5 }, text: { maxLength: 9 } }, ['text'])).toStrictEqual({
      need: 'required',
      maxCharacters: 9,
    });
  });
});

it('a list of files tells how many', () => {
  const list = (most?: number) => ({ type: 'array', items: { type: 'string' }, ...(most && { maxItems: most }) });
  const rolesOf = (image_urls: object) =>
    modelOf('some-image-edit', { ...PROMPT, image_urls }, ['image_urls']).inputs.map(({ role, most = 1 }) => [
      role,
      most,
    ]);
  expect(rolesOf(list(10))).toStrictEqual([
    ['image', 1],
    ['reference', 9],
  ]);
  expect(rolesOf(list())).toStrictEqual([
    ['image', 1],
    ['reference', 3],
  ]);
  expect(rolesOf(list(1))).toStrictEqual([['image', 1]]);
});
