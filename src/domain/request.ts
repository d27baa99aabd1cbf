import * as z from 'zod';
import { input } from './input.ts';
import { options } from './options.ts';
import { USES } from './use.ts';

/** Longest prompt taken, in characters; Discord lets 6000 through, no documented model reads that much. */
export const PROMPT_MAX_CHARACTERS = 2500;

/** Files that one request may bring. */
export const INPUTS_MAX = 10;

/** A model as the catalogue names it: `modelslab/flux`. */
export const modelId = z.string().regex(/^[a-z0-9]+\/[^\s]{1,120}$/);

/** What a member asked for. Strict, because members write it; what the model itself cannot do is told by `complaints`. */
export const request = z.strictObject({
  use: z.enum(USES),
  model: modelId,
  prompt: z.string().trim().min(1).max(PROMPT_MAX_CHARACTERS).optional(),
  options,
  inputs: z.array(input).max(INPUTS_MAX),
  /** True only where Discord marks the channel as age-restricted. */
  nsfwAllowed: z.boolean(),
});

export type Request = z.infer<typeof request>;

/** A request read from what a member typed; else the names of the fields that are not as they must be. */
export function readRequest(
  typed: Readonly<Record<keyof Request, unknown>>,
): { ok: true; request: Request } | { ok: false; fields: readonly string[] } {
  const read = request.safeParse(typed);
  if (read.success) return { ok: true, request: read.data };
  const fields = read.error.issues.map(({ path }) => String(path[0] === 'options' ? path[1] : path[0]));
  return { ok: false, fields: [...new Set(fields)] };
}
