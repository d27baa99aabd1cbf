import type { Model } from '#domain/model.ts';
import type { Endpoint, Ordered } from '#providers/modelslab/endpoint.ts';
import { filesOf } from '#providers/modelslab/endpoint.ts';
import type { Family } from '#providers/modelslab/family.ts';
import { given, offer } from '#providers/modelslab/offer.ts';
import { TRAINING } from '#providers/modelslab/training.ts';

export const FAMILIES: readonly Family[] = [TRAINING];

const way = (own: Pick<Endpoint, 'route' | 'path' | 'body'>): Endpoint => ({
  family: TRAINING.name,
  trackId: 'none',
  filesWithoutAddress: 'upload',
  key: 'body',
  ...own,
});

/** All numbers are text in this API, and so is the absence of a type. */
function lesson(order: Ordered, stepsPerImage: number, bounds: { readonly min: number; readonly max: number }) {
  const { trigger, subject, seed } = order.submit.request.options;
  const images = filesOf(order, 'example');
  const steps = Math.min(Math.max(stepsPerImage * images.length, bounds.min), bounds.max);
  return {
    instance_prompt: trigger,
    class_prompt: subject,
    images,
    training_type: typeOf(subject ?? ''),
    max_train_steps: String(steps),
    seed: seed === undefined ? undefined : String(seed),
  };
}

/** The OpenAPI file has "men", "women", "couple", "null"; the page has "female", which is not taken. */
function typeOf(subject: string): 'men' | 'women' | 'couple' | 'null' {
  if (/\bcouples?\b/i.test(subject)) return 'couple';
  if (/\b(?:wom[ae]n|female|girl|lady)\b/i.test(subject)) return 'women';
  return /\b(?:m[ae]n|male|boy|gentleman)\b/i.test(subject) ? 'men' : 'null';
}

/** `track_id` is not taken; callbacks are told apart by their address. Left out is what has a default: SDXL, a LoRA. */
export const ENDPOINTS: readonly Endpoint[] = [
  way({
    route: 'train.lora',
    path: 'v3/lora_fine_tune',
    // "2 times the number of images, minimum 10, maximum 50" (docs.modelslab.com train-model, OpenAPI file).
    body: (order) => given(lesson(order, 2, { min: 10, max: 50 })),
  }),
  way({
    route: 'train.dreambooth',
    path: 'v3/fine_tune',
    // At most 2000 steps (stablediffusionapi.com docs); 100 an image is the method's usual measure.
    body: (order) => given({ ...lesson(order, 100, { min: 100, max: 2000 }), base_model_id: order.submit.model.name }),
  }),
];

const OPTIONS: Model['options'] = { trigger: { any: true }, subject: { any: true }, seed: { any: true } };

/** 7 or 8 are recommended, the most is what a request may bring. */
const EXAMPLES: Model['inputs'] = [{ role: 'example', accepts: ['image'], required: true, most: 10 }];

export const MODELS: readonly Model[] = [
  offer({
    id: 'lora',
    name: 'lora_fine_tune',
    label: 'Train a LoRA for Stable Diffusion XL',
    uses: ['train'],
    route: 'train.lora',
    prompt: { need: 'none' },
    options: OPTIONS,
    requires: ['trigger', 'subject'],
    inputs: EXAMPLES,
    // "$1 per training" (docs.modelslab.com train-model).
    priceMicroUsd: 1_000_000,
  }),
  // Named in the list of callbacks but without a page today; its base is a model of the Stable Diffusion 1.5 kind.
  offer({
    id: 'dreambooth',
    name: 'realistic-vision-51',
    label: 'Train a model by DreamBooth (older)',
    uses: ['train'],
    route: 'train.dreambooth',
    prompt: { need: 'none' },
    options: OPTIONS,
    requires: ['trigger', 'subject'],
    inputs: EXAMPLES,
  }),
];
