import type { OptionName, Options } from '#domain/options.ts';
import type { Submit, SubmitInput } from '#domain/ports/provider.ts';
import type { Parameter, Recipe, Saying, Scalar } from './recipe.ts';

export type Address = { readonly role: SubmitInput['role']; readonly url: string };

/** What a model or a workflow gets: addresses of files alone or in lists, everything else as one value. */
export type Filled = Readonly<Record<string, Scalar | readonly string[]>>;

/**
 * The `input` of a prediction, or the `inputs` of a workflow; else what is wrong with the request. `sync_mode` is never
 * sent: it would put the result itself into the answer. `enable_safety_checker` always is where there is one, because it
 * is on by default only where the schema says so (docs.eachlabs.ai nsfw-content).
 */
export function fill(
  recipe: Recipe,
  { request }: Pick<Submit, 'request'>,
  files: readonly Address[],
): { readonly input: Filled } | { readonly wrong: string } {
  const parameters = readParameters(recipe, request.options.values ?? {});
  if ('wrong' in parameters) return parameters;
  return {
    input: {
      ...recipe.fixed,
      ...parameters.values,
      ...(recipe.prompt !== undefined && request.prompt !== undefined && { [recipe.prompt]: request.prompt }),
      ...Object.fromEntries(sayOptions(recipe, request.options)),
      ...(recipe.safety && { enable_safety_checker: !request.nsfwAllowed }),
      ...Object.fromEntries(placeFiles(recipe, files)),
    },
  };
}

function sayOptions({ options }: Recipe, chosen: Options): readonly (readonly [string, Scalar])[] {
  return (Object.entries(options) as [OptionName, Saying | undefined][]).flatMap(([name, saying]) => {
    const value = chosen[name];
    if (!saying || value === undefined || typeof value === 'object') return [];
    return [[saying.field, say(value, saying)] as const];
  });
}

function say(value: Scalar, { words, as }: Saying): Scalar {
  if (words) return words[String(value)] ?? value;
  if (as === 'integer') return Math.round(Number(value));
  return as === 'text' ? String(value) : value;
}

function placeFiles({ files: fields }: Recipe, files: readonly Address[]) {
  return fields.flatMap(({ field, roles, list }): readonly (readonly [string, string | readonly string[]])[] => {
    const urls = roles.flatMap((role) => files.filter((file) => file.role === role).map(({ url }) => url));
    if (urls[0] === undefined) return [];
    return [[field, list ? urls : urls[0]]];
  });
}

type Values = NonNullable<Options['values']>;

/** A workflow's parameters as it types them; a name that it does not declare, or a value of another type, is refused here. */
function readParameters({ parameters, workflow }: Recipe, given: Values): { values: Values } | { wrong: string } {
  if (!workflow) return { values: {} };
  if (!parameters) return { values: given };
  const strange = Object.keys(given).find((name) => !Object.hasOwn(parameters, name));
  if (strange !== undefined) return { wrong: `no parameter is called ${strange}` };
  const values: Values = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = given[name];
    if (value === undefined && parameter.required) return { wrong: `parameter ${name} is missing` };
    if (value === undefined) continue;
    const typed = asTyped(value, parameter);
    if (typed === undefined) return { wrong: `parameter ${name} must be of type ${parameter.type}` };
    values[name] = typed;
  }
  return { values };
}

/** Members type everything as text, and what looks like a number or a switch has been read as one. */
function asTyped(value: Scalar, { type }: Parameter): Scalar | undefined {
  if (type === 'text') return String(value);
  if (type === 'number') return typeof value === 'number' ? value : undefined;
  if (type === 'integer') return Number.isInteger(value) ? value : undefined;
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined;
  return value;
}
