import * as z from 'zod';

export const ASPECTS = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3'] as const;

export type Aspect = (typeof ASPECTS)[number];

/** Files that one request may ask for. */
export const COUNT_MAX = 4;

/** Seeds are positive and fit a signed 32-bit integer, the smallest range that every service takes. */
export const SEED_MAX = 2 ** 31 - 1;

/** Longest text of any option, in characters: lyrics. */
export const TEXT_MAX_CHARACTERS = 5000;

const text = z.string().trim().min(1).max(TEXT_MAX_CHARACTERS);
const word = z.string().trim().min(1).max(100);

/**
 * Everything that a member may choose besides prompt, model and files, by the name that the commands use. One vocabulary
 * for all services: a provider's room says it in its service's words. These are the outer bounds; each model has its own.
 */
export const options = z
  .strictObject({
    aspect: z.enum(ASPECTS),
    /** How many files to make. */
    count: z.int().min(1).max(COUNT_MAX),
    /** What to keep out. */
    negative: text,
    seed: z.int().min(0).max(SEED_MAX),
    /** How far to depart from the input: 0 keeps it, 1 ignores it. */
    strength: z.number().min(0).max(1),
    /** Of a video or a sound, in seconds. */
    duration: z.number().positive().max(600),
    /** Such as `720p` or `2k`. */
    resolution: word,
    /** A video with sound. */
    sound: z.boolean(),
    /** Music without singing. */
    instrumental: z.boolean(),
    lyrics: text,
    voice: word,
    language: word,
    style: text,
    /** What of the input image guides the new one: its edges, its depth, a pose. */
    guide: word,
    /** How many times larger. */
    scale: z.int().min(2).max(8),
    quality: z.enum(['draft', 'standard', 'high']),
    /** A 3D model with colours on it. */
    texture: z.boolean(),
    /** File format of the result. */
    format: word,
    /** The words that will call up what was trained. */
    trigger: text,
    /** What the thing trained is an example of. */
    subject: text,
    /** What to find in the input: the thing to cut out, to remove, to put in. */
    target: text,
    /** A workflow's own parameters, by name. */
    values: z.record(
      z.string().min(1).max(100),
      z.union([z.string().max(TEXT_MAX_CHARACTERS), z.number(), z.boolean()]),
    ),
  })
  .partial();

export type Options = z.infer<typeof options>;
export type OptionName = keyof Options;

export const OPTION_NAMES = Object.keys(options.shape) as [OptionName, ...OptionName[]];
