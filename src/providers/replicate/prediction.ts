import * as z from 'zod';

/** Stands in paths, so that anything else counts as absent. */
const id = z
  .string()
  .regex(/^[\w-]{1,100}$/)
  .optional()
  .catch(undefined);

const words = z.string().trim().min(1).optional().catch(undefined);

/**
 * A prediction, the same in submit answers, polls and callbacks (replicate.com/docs receive-webhook), or what is said in
 * place of one when a request is refused: `{title, detail, status}`, where `status` is a number. Every field may be
 * missing or of another type than documented; such a field counts as absent.
 */
const prediction = z.object({
  id,
  status: z
    .string()
    .transform((word) => word.trim().toLowerCase())
    .optional()
    .catch(undefined),
  output: z.unknown().optional(),
  error: words,
  title: words,
  detail: words,
  /** Input and output have been deleted, an hour after the end (replicate.com/docs HTTP reference). */
  data_removed: z.boolean().optional().catch(undefined),
});

export type Prediction = z.infer<typeof prediction>;

/** Undefined when the body is not a JSON object. */
export const readPrediction = (json: unknown): Prediction | undefined => prediction.safeParse(json).data;

/** What is said to be wrong, not yet redacted; empty when nothing is. */
export const wordsOf = ({ error, title, detail }: Prediction): string =>
  error ?? [title, detail].filter((each) => each !== undefined).join(': ');
