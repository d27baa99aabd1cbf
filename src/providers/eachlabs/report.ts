import * as z from 'zod';

/** Stands in paths, so that anything else counts as absent. */
const id = z
  .union([z.string().regex(/^[\w-]{1,100}$/), z.int().positive().transform(String)])
  .optional()
  .catch(undefined);

/** In dollars; 0 for what was rejected or cancelled. */
const dollars = z.number().nonnegative().optional().catch(undefined);

/**
 * What the service says about a prediction or a workflow's execution: submit answers, polls, webhooks of both generations
 * and errors share their field names (docs.eachlabs.ai predictions, webhooks, workflows, errors). Every field may be
 * missing or of another type than documented; such a field counts as absent.
 */
const report = z.object({
  predictionID: id,
  exec_id: id,
  execution_id: id,
  id,
  status: z
    .string()
    .transform((word) => word.trim().toLowerCase())
    .optional()
    .catch(undefined),
  output: z.unknown().optional(),
  workflow_output: z.unknown().optional(),
  logs: z.unknown().optional(),
  error: z.unknown().optional(),
  error_cause: z.unknown().optional(),
  message: z.unknown().optional(),
  details: z.unknown().optional(),
  metrics: z.object({ cost: dollars }).optional().catch(undefined),
  total_cost: dollars,
});

export type Report = z.infer<typeof report>;

/** Undefined when the body is not a JSON object. */
export const readReport = (json: unknown): Report | undefined => report.safeParse(json).data;

/** One id, four names: at submit, in webhooks of predictions, of workflows, and when polled. */
export const taskIdIn = ({ predictionID, exec_id, execution_id, id: polled }: Report): string | undefined =>
  predictionID ?? exec_id ?? execution_id ?? polled;

/** Undefined where the report has no cost, as in webhooks of the current generation, or one that nothing can cost. */
export function costMicroUsdOf({ metrics, total_cost }: Report): number | undefined {
  const cost = metrics?.cost ?? total_cost;
  const microUsd = cost === undefined ? undefined : Math.round(cost * 1_000_000);
  return Number.isSafeInteger(microUsd) ? microUsd : undefined;
}
