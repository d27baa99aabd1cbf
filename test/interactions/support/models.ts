import type { Input } from '#domain/input.ts';
import type { InputRule, MediaKind, Model } from '#domain/model.ts';
import { FLUX, modelOf, SDXL } from '#test/jobs/support/models.ts';

const takes = (role: Input['role'], kind: MediaKind = 'image', more: Partial<InputRule> = {}): InputRule => ({
  role,
  accepts: [kind],
  required: false,
  ...more,
});

const ANY = { any: true } as const;
const image = takes('image', 'image', { required: true, maxBytes: 5_000 });
const OPTIONAL = { need: 'optional' } as const;
const NONE = { need: 'none' } as const;

const model = (name: string, use: Model['uses'][number], changes: Partial<Model>): Model =>
  modelOf(`modelslab/${name}`, { uses: [use], ...changes });

/** For every command one model or a few, best first. */
export const MODELS: readonly Model[] = [
  { ...FLUX, priceMicroUsd: 4_800 },
  SDXL,
  model('adult', 'imagine', { label: 'Grown-ups', nsfw: true }),
  model('redraw', 'imagine', {
    inputs: [image],
    options: { strength: { min: 0, max: 1 }, guide: { oneOf: ['canny', 'depth'] }, seed: ANY },
  }),
  model('kontext', 'edit', {
    uses: ['edit', 'upscale'],
    prompt: OPTIONAL,
    inputs: [image, takes('mask'), takes('reference', 'image', { most: 2 })],
    options: { target: { maxCharacters: 50 }, strength: ANY, negative: ANY, seed: { min: 10, max: 19 } },
  }),
  model('super', 'upscale', { prompt: NONE, inputs: [image], options: { scale: { oneOf: [2, 4] } } }),
  model('cutter', 'removebg', { prompt: NONE, inputs: [image], options: {} }),
  model('film', 'video', {
    inputs: [takes('first_frame'), takes('last_frame')],
    options: { duration: { oneOf: [4, 8, 2.5] }, resolution: { oneOf: ['480p', '720p'] }, sound: ANY },
  }),
  model('alive', 'animate', {
    prompt: OPTIONAL,
    inputs: [image],
    options: { duration: { min: 1.5, max: 10.5 }, resolution: { oneOf: ['720p'] } },
  }),
  model('tune', 'music', {
    prompt: OPTIONAL,
    inputs: [takes('audio', 'audio')],
    options: { lyrics: { maxCharacters: 100 }, style: ANY, instrumental: ANY, duration: { min: 10, max: 60 } },
  }),
  model('speaker', 'speech', {
    inputs: [takes('sample', 'audio', { minSeconds: 3, maxSeconds: 30 })],
    options: { voice: { oneOf: ['Ada', 'Bruno', 'x'.repeat(101)] }, language: { oneOf: ['en', 'de'] }, style: ANY },
  }),
  model('noise', 'sound', { options: { duration: { min: 1, max: 1 } } }),
  model('changer', 'voice', {
    prompt: NONE,
    inputs: [takes('audio', 'audio'), takes('video', 'video'), takes('sample', 'audio')],
    options: { language: { oneOf: ['fr'] }, voice: ANY },
  }),
  model('mesh', '3d', {
    prompt: OPTIONAL,
    inputs: [takes('image'), takes('back'), takes('left'), takes('right')],
    options: { quality: ANY, texture: ANY, format: { oneOf: ['glb', 'obj'] }, seed: ANY },
  }),
  model('tutor', 'train', {
    prompt: NONE,
    inputs: [takes('example', 'image', { required: true, most: 3 })],
    options: { trigger: ANY, subject: ANY },
    requires: ['trigger', 'subject'],
  }),
  model('wf-17', 'workflow', {
    label: 'Nest *builder*',
    prompt: OPTIONAL,
    inputs: [takes('image')],
    options: { values: ANY },
  }),
];
