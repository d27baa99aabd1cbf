import * as z from 'zod';

export const ASPECTS = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3'] as const;

export type Aspect = (typeof ASPECTS)[number];

/** Longest prompt taken, in characters; Discord lets 6000 through, no documented model reads that much. */
export const PROMPT_MAX_CHARACTERS = 2000;

/** Images one request may ask for. */
export const IMAGE_COUNT_MAX = 4;

/** Seeds are positive and fit a signed 32-bit integer, the smallest range that every service takes. */
export const SEED_MAX = 2 ** 31 - 1;

export const imageRequest = z.strictObject({
  kind: z.literal('image'),
  prompt: z.string().trim().min(1).max(PROMPT_MAX_CHARACTERS),
  model: z.string().regex(/^[\w.:/-]{1,100}$/),
  aspect: z.enum(ASPECTS),
  count: z.int().min(1).max(IMAGE_COUNT_MAX),
  negativePrompt: z.string().trim().min(1).max(PROMPT_MAX_CHARACTERS).optional(),
  seed: z.int().min(0).max(SEED_MAX),
  /** True only where Discord marks the channel as age-restricted. */
  nsfwAllowed: z.boolean(),
});

/** What a member asked for. One member of the union per kind; strict, because members write it. */
export const request = z.discriminatedUnion('kind', [imageRequest]);

export type ImageRequest = z.infer<typeof imageRequest>;
export type Request = z.infer<typeof request>;

/** An image request read from what a member typed; else the names of the fields that are not as they must be. */
export function readImageRequest(
  typed: Readonly<Record<keyof ImageRequest, unknown>>,
): { ok: true; request: ImageRequest } | { ok: false; fields: readonly string[] } {
  const read = imageRequest.safeParse(typed);
  if (read.success) return { ok: true, request: read.data };
  return { ok: false, fields: [...new Set(read.error.issues.map(({ path }) => String(path[0])))] };
}
