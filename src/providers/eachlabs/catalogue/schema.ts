import * as z from 'zod';
import type { Scalar } from '#providers/eachlabs/recipe.ts';

/** One property of a model's `request_schema`, or of a workflow's `input_schema`. */
export type Field = {
  readonly type?: string;
  /** Of a list, what its entries are. */
  readonly items?: string;
  readonly choices?: readonly Scalar[];
  readonly default?: Scalar;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
};

export type Schema = { readonly fields: ReadonlyMap<string, Field>; readonly required: ReadonlySet<string> };

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const bound = z.number().optional().catch(undefined);
const size = z.int().positive().optional().catch(undefined);
const typeName = z
  .union([z.string(), z.array(z.string()).transform((names) => names.find((name) => name !== 'null'))])
  .optional()
  .catch(undefined);
const variants = z.array(z.record(z.string(), z.unknown())).optional().catch(undefined);

const property = z.object({
  type: typeName,
  items: z.object({ type: typeName }).optional().catch(undefined),
  enum: z
    .array(z.unknown())
    .transform((values) => values.flatMap((value) => scalar.safeParse(value).data ?? []))
    .optional()
    .catch(undefined),
  default: scalar.optional().catch(undefined),
  minimum: bound,
  maximum: bound,
  maxLength: size,
  maxItems: size,
});

const variantsOf = z.object({ anyOf: variants, oneOf: variants, allOf: variants });

const schema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown()).catch({})),
  required: z.array(z.string()).catch([]),
});

/** The vendor's schemas are JSON Schema by several generators; what is not understood counts as not said. */
export function readSchema(json: unknown): Schema | undefined {
  const read = schema.safeParse(json).data;
  if (!read) return undefined;
  const fields = Object.entries(read.properties).map(([name, written]) => [name, readField(written)] as const);
  return { fields: new Map(fields), required: new Set(read.required) };
}

function readField(written: Readonly<Record<string, unknown>>): Field {
  const { items, enum: choices, ...said } = property.parse({ ...variantOf(written), ...written });
  const plain = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return {
    ...plain,
    ...(items?.type !== undefined && { items: items.type }),
    ...(choices && choices.length > 0 && { choices }),
  };
}

/** `image_size` is a preset or an object of two numbers: the variant with choices is the one that we can say. */
function variantOf(written: object): Readonly<Record<string, unknown>> | undefined {
  const { anyOf = [], oneOf = [], allOf = [] } = variantsOf.parse(written);
  const all = [...anyOf, ...oneOf, ...allOf].filter(({ type }) => type !== 'null');
  return all.find((variant) => 'enum' in variant) ?? all[0];
}
