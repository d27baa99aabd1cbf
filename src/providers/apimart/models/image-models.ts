import { ASPECTS } from '#domain/options.ts';
import type { Draft } from './draft.ts';
import { file, image } from './draft.ts';

const SIZES = { aspect: { oneOf: [...ASPECTS] } };
const COUNT = { count: { min: 1, max: 4 } };
const FORMATS = { format: { oneOf: ['png', 'jpeg', 'webp'] } };
const QUALITY = { quality: { oneOf: ['draft', 'standard', 'high'] } };
const UP_TO_4K = { resolution: { oneOf: ['1k', '2k', '4k'] } };

const BOTH = ['imagine', 'edit'] as const;

/** Fifteen images by the pages; ten is the most that one of our requests brings. A mask goes by `mask_url`. */
const GPT_FILES = [image, file('reference', 'image', { most: 9 }), file('mask', 'image')];

/** Five by the older page, fourteen by the newer one. */
const GEMINI_FILES = [image, file('reference', 'image', { most: 4 })];

const gpt = (name: string, label: string): Draft => ({
  name,
  label,
  uses: BOTH,
  route: 'images',
  options: { ...SIZES, ...COUNT, ...UP_TO_4K, ...QUALITY, ...FORMATS },
  inputs: GPT_FILES,
});

const gemini = (name: string, label: string, options: Draft['options']): Draft => ({
  name,
  label,
  uses: BOTH,
  route: 'images/upper-case',
  options: { ...SIZES, ...COUNT, ...options },
  inputs: GEMINI_FILES,
});

const seedream = (name: string, label: string): Draft => ({
  name,
  label,
  uses: BOTH,
  route: 'images',
  options: { ...SIZES, ...COUNT },
  inputs: [image],
});

/** Text to image with a ratio: what every model of the common path takes. */
export const plainImage = (name: string, label: string, own: Partial<Draft> = {}): Draft => ({
  name,
  label,
  uses: ['imagine'],
  route: 'images',
  inputs: [],
  ...own,
  options: { ...SIZES, ...COUNT, ...own.options },
});

/** qwen's page is the only one with a longest prompt and a negative one. */
const qwen = (name: string, label: string): Draft =>
  plainImage(name, label, { maxCharacters: 800, options: { negative: { maxCharacters: 500 } } });

/** docs.apimart.ai images, one page per family; best first. Where pages disagree, what all of them allow. */
export const IMAGE_DRAFTS: readonly Draft[] = [
  gpt('gpt-image-2', 'GPT Image 2'),
  gemini('gemini-3-pro-image-preview', 'Nano Banana Pro', UP_TO_4K),
  gemini('gemini-3.1-flash-image-preview', 'Nano Banana 2', { resolution: { oneOf: ['0.5k', '1k', '2k', '4k'] } }),
  gpt('gpt-image-2.5-flare', 'GPT Image 2.5 Flare'),
  gpt('gpt-image-2.5-sunburst', 'GPT Image 2.5 Sunburst'),
  gpt('gpt-image-2-official', 'GPT Image 2 (official)'),
  seedream('doubao-seedream-5-0-lite', 'Seedream 5.0 Lite'),
  seedream('seedream-5-0-pro', 'Seedream 5.0 Pro'),
  seedream('doubao-seedream-4-5', 'Seedream 4.5'),
  seedream('doubao-seedream-4-0', 'Seedream 4.0'),
  gemini('gemini-2.5-flash-image-preview', 'Nano Banana', {}),
  gemini('gemini-3.1-flash-lite-image', 'Nano Banana 2 Lite', {}),
  qwen('qwen-image-2.0-pro', 'Qwen Image 2.0 Pro'),
  qwen('qwen-image-2.0', 'Qwen Image 2.0'),
  plainImage('imagen-4.0-apimart', 'Imagen 4'),
  plainImage('flux-kontext-max', 'Flux Kontext Max'),
  plainImage('flux-2-flex', 'Flux 2 Flex'),
  plainImage('z-image-turbo', 'Z-Image Turbo'),
  plainImage('wan2.7-image', 'Wan 2.7 Image'),
  plainImage('grok-imagine-2.0-ext', 'Grok Imagine 2.0'),
  plainImage('grok-imagine-1.5-apimart', 'Grok Imagine 1.5'),
  {
    name: 'grok-imagine-1.0-edit-apimart',
    label: 'Grok Imagine Edit',
    uses: ['edit'],
    route: 'images/edits',
    options: COUNT,
    inputs: [{ ...image, required: true }],
  },
];
