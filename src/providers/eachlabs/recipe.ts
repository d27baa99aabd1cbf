import * as z from 'zod';
import { INPUT_ROLES } from '#domain/input.ts';
import { OPTION_NAMES } from '#domain/options.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

export type Scalar = z.infer<typeof scalar>;

/** How one option is said to a model. */
const saying = z.strictObject({
  field: z.string(),
  /** Our value, as text, to the model's own. Absent: as it is. */
  words: z.record(z.string(), scalar).optional(),
  as: z.enum(['integer', 'text']).optional(),
});

const fileField = z.strictObject({
  field: z.string(),
  /** Whose files go in, in this order. */
  roles: z.array(z.enum(INPUT_ROLES)).min(1),
  list: z.boolean(),
});

/** A workflow's own parameter. */
const parameter = z.strictObject({
  type: z.enum(['text', 'number', 'integer', 'boolean', 'any']),
  required: z.boolean(),
});

/**
 * How a request becomes the `input` of one model. It stands in `Model.route` as JSON, because every model names and types
 * its fields as it likes, and only its schema tells how.
 */
const recipe = z.strictObject({
  /** Of a workflow; absent, the model is a prediction's. */
  workflow: z.strictObject({ id: z.string(), version: z.string() }).optional(),
  /** The field that takes the prompt. */
  prompt: z.string().optional(),
  options: z.partialRecord(z.enum(OPTION_NAMES), saying),
  files: z.array(fileField),
  /** Sent unless a choice of the member stands in the same field. */
  fixed: z.record(z.string(), scalar),
  /** It has the switch `enable_safety_checker`. */
  safety: z.boolean(),
  /** Absent: any, because the workflow does not declare its parameters. */
  parameters: z.record(z.string(), parameter).optional(),
});

export type Recipe = z.infer<typeof recipe>;
export type Saying = z.infer<typeof saying>;
export type FileField = z.infer<typeof fileField>;
export type Parameter = z.infer<typeof parameter>;

export const toRoute = (written: Recipe): string => JSON.stringify(written);

/** Undefined for a route that this version of the room did not write: the catalogue outlives the program. */
export function readRoute(route: string): Recipe | undefined {
  try {
    return recipe.safeParse(JSON.parse(route)).data;
  } catch {
    return undefined;
  }
}
