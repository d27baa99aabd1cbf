import type { Body } from '#sandbox/services/serve.ts';

/** Text-to-image models that the vendor's own pages and SDKs name. */
const NAMED = [
  'flux',
  'midjourney',
  'sdxl',
  'realistic-vision-51',
  'anything-v3',
  'f222-diffusion',
  'tamarin-xl-v1',
  'flux-pro-1.1',
  'flux-pro-1.1-ultra',
  'flux-kontext-dev',
  'fluxdev',
  'lazymixv4-inpaint',
] as const;

/** Made up, as many as it takes for a list to need searching. */
const MADE_UP = [
  'blue-bottle',
  'bowerbird-sketch',
  'charcoal-dreams',
  'clay-studio',
  'coral-reef-xl',
  'deep-forest',
  'embroidery',
  'foggy-morning',
  'glass-garden',
  'ink-and-wash',
  'kite-season',
  'lantern-light',
  'linocut-press',
  'moss-and-stone',
  'neon-alley-xl',
  'night-market',
  'origami-world',
  'paper-theatre',
  'polar-night',
  'quiet-harbour',
  'river-pebbles',
  'saltwater-xl',
  'tin-toy',
  'velvet-hour',
  'watercolour-field',
  'winter-orchard',
] as const;

const LORAS = ['yae-miko-genshin', 'more_details', 'contrast-fix'] as const;

const row = (modelId: string, at: number, more: Body = {}): Body => ({
  model_id: modelId,
  status: 'model_ready',
  created_at: null,
  instance_prompt: null,
  api_calls: String(9990 - at * 37),
  model_category: 'stable_diffusion',
  model_subcategory: null,
  model_format: 'diffusers',
  model_name: modelId.replaceAll(/[-_]+/g, ' ').replaceAll(/\b\w/g, (letter) => letter.toUpperCase()),
  is_nsfw: 'no',
  featured: at < 5 ? 'yes' : 'no',
  description: `${modelId} makes pictures.`,
  screenshots: null,
  feature: 'Imagen',
  ...more,
});

/** What `/v4/dreambooth/model_list` answers: no envelope, many columns, some of them empty, and rows that make no pictures. */
export const COMMUNITY_MODELS: readonly Body[] = [
  ...[...NAMED, ...MADE_UP].map((id, at) => row(id, at)),
  ...LORAS.map((id, at) => row(id, 40 + at, { model_subcategory: 'lora' })),
  row('after-hours', 50, { is_nsfw: 'yes' }),
  row('still-loading', 51, { status: 'deploying_model' }),
  row('chatter-7b', 52, { model_category: 'LLMaster', feature: 'llmaster' }),
  { model_id: 'bare-row' },
];

const PICTURE_MODELS: ReadonlySet<string> = new Set([...NAMED, ...MADE_UP, 'after-hours', 'bare-row']);

export const isPictureModel = (modelId: string): boolean => PICTURE_MODELS.has(modelId);
