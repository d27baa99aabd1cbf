import * as z from 'zod';

/** Numbers arrive as numbers or as numeric text (`"steps":"31"`). */
const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d{1,16}(\.\d{1,6})?$/)
    .transform(Number),
]);

const seconds = number.pipe(z.number().nonnegative()).optional().catch(undefined);

/**
 * Integers on the wire, text in prose samples, `""` in "Request not found" (docs.modelslab.com quickstart, webhooks).
 * Text otherwise than an id cannot stand in a path and counts as absent.
 */
const id = z
  .union([z.int().positive().transform(String), z.string().regex(/^[\w-]{1,100}$/)])
  .optional()
  .catch(undefined);

const text = z.string().trim().min(1).optional().catch(undefined);
const flag = z.union([z.boolean(), z.literal(['true', 'yes', 1]).transform(() => true)]);

const meta = z.object({
  id,
  track_id: z
    .union([z.string(), z.int().transform(String)])
    .optional()
    .catch(undefined),
  model_id: z.string().trim().min(1).max(100).optional().catch(undefined),
  seed: number.pipe(z.int().nonnegative()).optional().catch(undefined),
});

/**
 * The one envelope of submit answers, fetch answers and webhooks (docs.modelslab.com images, webhooks, error-codes; its
 * OpenAPI files). Every field may be missing or of another type than documented; such a field counts as absent.
 */
const envelope = z.object({
  status: z
    .string()
    .transform((word) => word.trim().toLowerCase())
    .optional()
    .catch(undefined),
  id,
  track_id: meta.shape.track_id,
  output: z.unknown().optional(),
  links: z.unknown().optional(),
  proxy_links: z.unknown().optional(),
  fetch_result: text,
  eta: seconds,
  retry_after: seconds,
  nsfw_content_detected: flag.optional().catch(undefined),
  message: z.unknown().optional(),
  /** Misspelt by the service since its first version, officially acknowledged (docs.modelslab.com error-codes). */
  messege: z.unknown().optional(),
  error: z.unknown().optional(),
  detail: z.unknown().optional(),
  meta: meta.optional().catch(undefined),
});

export type Envelope = z.infer<typeof envelope>;

/** Undefined when the body is not a JSON object. */
export const readEnvelope = (json: unknown): Envelope | undefined => envelope.safeParse(json).data;
