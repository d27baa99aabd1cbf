import * as z from 'zod';
import { INPUT_ROLES } from './input.ts';
import { OPTION_NAMES } from './options.ts';
import { modelId } from './request.ts';
import { USES } from './use.ts';

/** What a model takes for one option. */
export const limit = z.union([
  z.strictObject({ oneOf: z.array(z.union([z.string(), z.number(), z.boolean()])).min(1) }),
  z.strictObject({ min: z.number(), max: z.number() }),
  z.strictObject({ maxCharacters: z.int().positive() }),
  /** Whatever the option's own bounds allow. */
  z.strictObject({ any: z.literal(true) }),
]);

export type Limit = z.infer<typeof limit>;

const MEDIA_KINDS = ['image', 'video', 'audio'] as const;

export type MediaKind = (typeof MEDIA_KINDS)[number];

/** What a model takes as one of its files. */
export const inputRule = z.strictObject({
  role: z.enum(INPUT_ROLES),
  accepts: z.array(z.enum(MEDIA_KINDS)).min(1),
  required: z.boolean(),
  /** How many of them; one unless told. */
  most: z.int().positive().optional(),
  maxBytes: z.int().positive().optional(),
  /** Of the shorter side, in pixels. */
  minSide: z.int().positive().optional(),
  minSeconds: z.number().positive().optional(),
  maxSeconds: z.number().positive().optional(),
});

export type InputRule = z.infer<typeof inputRule>;

/** One model of the catalogue: what it is for, what it takes, what it costs. */
export const model = z.strictObject({
  id: modelId,
  provider: z.string(),
  /** What the provider calls it, sent as is. */
  name: z.string(),
  /** What members read. */
  label: z.string(),
  uses: z.array(z.enum(USES)).min(1),
  /** Which of its provider's ways leads to it: the provider's room alone knows what it means. */
  route: z.string(),
  prompt: z.strictObject({
    need: z.enum(['required', 'optional', 'none']),
    maxCharacters: z.int().positive().optional(),
  }),
  /** An option that is not here cannot be chosen. */
  options: z.partialRecord(z.enum(OPTION_NAMES), limit),
  /** Options without which it does nothing. */
  requires: z.array(z.enum(OPTION_NAMES)).optional(),
  inputs: z.array(inputRule),
  /** Of one job, where the provider tells it. */
  priceMicroUsd: z.int().nonnegative().optional(),
  /** Made for what only age-restricted channels may show. */
  nsfw: z.boolean(),
  /** Larger is more popular; comparable within one provider only. */
  popularity: z.number(),
  /** Said by a provider's list of a model that it no longer offers; such a model is in no catalogue. */
  gone: z.literal(true).optional(),
});

export type Model = z.infer<typeof model>;
