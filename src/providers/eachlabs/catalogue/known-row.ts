/** A row of the service's list of models, as far as it is used. */
export type KnownRow = {
  readonly slug: string;
  readonly title: string;
  readonly request_schema: {
    readonly required: readonly string[];
    readonly properties: Readonly<Record<string, object>>;
  };
};

/** Properties whose name ends in `!` are required. */
export function row(slug: string, title: string, properties: Readonly<Record<string, object>>): KnownRow {
  const names = Object.keys(properties);
  return {
    slug,
    title,
    request_schema: {
      required: names.filter((name) => name.endsWith('!')).map((name) => name.slice(0, -1)),
      properties: Object.fromEntries(names.map((name) => [name.replace(/!$/, ''), properties[name] ?? {}])),
    },
  };
}

export const text = (maxLength?: number) => ({ type: 'string', ...(maxLength !== undefined && { maxLength }) });

export const oneOf = (choices: string, usual?: string) => ({
  type: 'string',
  enum: choices.split(' '),
  ...(usual !== undefined && { default: usual }),
});

export const number = (choices: readonly number[], usual: number) => ({
  type: 'integer',
  enum: choices,
  default: usual,
});

export const integer = (minimum: number, maximum: number, usual?: number) => ({
  type: 'integer',
  minimum,
  maximum,
  ...(usual !== undefined && { default: usual }),
});

export const flag = (usual: boolean) => ({ type: 'boolean', default: usual });

export const seed = { type: 'integer' };

export const images = (maxItems?: number) => ({
  type: 'array',
  items: { type: 'string' },
  ...(maxItems !== undefined && { maxItems }),
});
