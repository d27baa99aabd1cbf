import * as z from 'zod';
import type { Model } from '#domain/model.ts';
import type { OptionName } from '#domain/options.ts';
import { OPTION_NAMES } from '#domain/options.ts';
import type { Use } from '#domain/use.ts';
import type { Recipe, Scalar } from '#providers/eachlabs/recipe.ts';
import { toRoute } from '#providers/eachlabs/recipe.ts';
import type { Files } from './file-fields.ts';
import { asFrames, readFiles, withFirstFrame } from './file-fields.ts';
import type { Reading } from './option-fields.ts';
import { OPTION_FIELDS } from './option-fields.ts';
import type { Field, Schema } from './schema.ts';
import { readSchema } from './schema.ts';
import { serves, usesOf } from './uses.ts';

const row = z.object({
  slug: z.string().regex(/^[\w.:-]{1,100}$/),
  title: z.string().trim().min(1).optional().catch(undefined),
  request_schema: z.unknown(),
  /** Fixed prices only; those by use depend on what is asked (docs.eachlabs.ai get-model). */
  cost: z
    .object({
      type: z.literal('fixed'),
      unit: z.literal(['execution', 'generation']),
      amount: z.number().nonnegative(),
    })
    .optional()
    .catch(undefined),
});

/** Longest label kept, in characters: what a Discord choice may show. */
export const LABEL_MAX_CHARACTERS = 100;

/** Names under which a prompt goes in. */
const PROMPT_FIELDS = ['prompt', 'text'];

/** Options that have no sensible first choice: whoever asks has to say what is sung, and who speaks. */
const MEMBERS_CHOICE: readonly OptionName[] = ['lyrics', 'voice'];

type Known = { readonly field: string; readonly name: OptionName; readonly reading: Reading };

/**
 * The models that one row of the service's list makes: none when it is for nothing that members come for, or needs what
 * they cannot give; two when a video can be made of one image or between two.
 */
export function readModels(json: unknown, popularity = 0): readonly Model[] {
  const read = row.safeParse(json).data;
  const schema = read && readSchema(read.request_schema);
  if (!read || !schema) return [];
  const label = (read.title ?? read.slug).slice(0, LABEL_MAX_CHARACTERS);
  const words = `${read.slug} ${label}`.toLowerCase().replace(/[^a-z0-9]+/g, ' ');
  const uses = usesOf({ words, schema });
  const about = { slug: read.slug, schema, label, nsfw: /\b(nsfw|uncensored)\b/.test(words), popularity };
  const price = read.cost ? { priceMicroUsd: Math.round(read.cost.amount * 1_000_000) } : {};
  const made = waysOf(readFiles(schema), uses).map((way) => modelOf({ ...about, ...way }));
  return made.flatMap((model) => (model ? [{ ...model, ...price }] : []));
}

type Way = { readonly files: Files; readonly uses: readonly Use[]; readonly suffix?: string };

/** An image that a video is made of is one thing to animate and another to begin with; both, where it may be left out. */
function waysOf(files: Files, uses: readonly Use[]): readonly Way[] {
  const image = files.rules.find(({ role }) => role === 'image');
  if (!image || !uses.includes('video')) return [{ files, uses }];
  if (!image.required) return [{ files: withFirstFrame(files), uses }];
  const own = { files, uses: uses.filter((use) => use !== 'video') };
  const hasEnd = files.rules.some(({ role }) => role === 'last_frame');
  return hasEnd ? [own, { files: asFrames(files), uses: ['video'], suffix: '/frames' }] : [own];
}

type About = {
  readonly slug: string;
  readonly suffix?: string;
  readonly schema: Schema;
  readonly label: string;
  readonly nsfw: boolean;
  readonly popularity: number;
  readonly files: Files;
  readonly uses: readonly Use[];
};

function modelOf({ slug, suffix = '', schema, files, label, nsfw, popularity, ...about }: About): Model | undefined {
  const prompt = readPrompt(schema);
  const uses = about.uses.filter((use) => serves(use, files.rules, prompt.need));
  const known = readOptions(schema);
  const requires = known.filter(({ field, name }) => MEMBERS_CHOICE.includes(name) && mustBeGiven(schema, field));
  const filled = new Set([
    ...(prompt.field === undefined ? [] : [prompt.field]),
    ...files.fields.map(({ field }) => field),
    ...requires.map(({ field }) => field),
  ]);
  const fixed = readFixed(schema, known, filled);
  if (uses.length === 0 || !fixed) return undefined;
  const recipe: Recipe = {
    ...(prompt.field !== undefined && { prompt: prompt.field }),
    options: Object.fromEntries(known.map(({ field, name, reading }) => [name, { field, ...reading.say }])),
    files: [...files.fields],
    fixed,
    safety: schema.fields.get('enable_safety_checker')?.type === 'boolean',
  };
  return {
    id: `eachlabs/${slug}${suffix}`,
    provider: 'eachlabs',
    name: slug,
    label: suffix === '' ? label : `${label.slice(0, LABEL_MAX_CHARACTERS - FRAMES.length)}${FRAMES}`,
    uses: [...uses],
    route: toRoute(recipe),
    prompt: { need: prompt.need, ...(prompt.maxLength !== undefined && { maxCharacters: prompt.maxLength }) },
    options: Object.fromEntries(known.map(({ name, reading }) => [name, reading.limit])),
    ...(requires.length > 0 && { requires: requires.map(({ name }) => name) }),
    inputs: [...files.rules],
    nsfw,
    popularity,
  };
}

const FRAMES = ' (from frames)';

export const mustBeGiven = ({ fields, required }: Schema, name: string): boolean =>
  required.has(name) && fields.get(name)?.default === undefined;

export type Prompt = {
  readonly field?: string;
  readonly need: Model['prompt']['need'];
  readonly maxLength?: number;
};

/** Speech calls it `text`, and may have a `prompt` beside it that is optional: the required one is meant. */
export function readPrompt({ fields, required }: Schema, among: readonly string[] = PROMPT_FIELDS): Prompt {
  const names = among.filter((name) => (fields.get(name)?.type ?? 'string') === 'string' && fields.has(name));
  const field = names.find((name) => required.has(name)) ?? names[0];
  if (field === undefined) return { need: 'none' };
  const maxLength = fields.get(field)?.maxLength;
  return { field, need: required.has(field) ? 'required' : 'optional', ...(maxLength !== undefined && { maxLength }) };
}

function readOptions({ fields }: Schema): readonly Known[] {
  return OPTION_NAMES.flatMap((name) => {
    const rule = OPTION_FIELDS[name];
    for (const each of rule?.fields ?? []) {
      const field = fields.get(each);
      const reading = field && rule?.read(field);
      if (reading) return [{ field: each, name, reading }];
    }
    return [];
  });
}

/**
 * What is sent without anybody choosing it: required fields with a default or a list of choices, of which the first is
 * taken. And one file, where the default is to make and bill several. Undefined when a required field stays empty.
 */
function readFixed({ fields, required }: Schema, known: readonly Known[], filled: ReadonlySet<string>) {
  const fixed: Record<string, Scalar> = {};
  for (const name of required) {
    if (filled.has(name)) continue;
    const value = firstOf(fields.get(name));
    if (value === undefined) return undefined;
    fixed[name] = value;
  }
  const count = known.find(({ name }) => name === 'count');
  const made = count && fields.get(count.field);
  if (count && Number(made?.default ?? 1) > 1 && (made?.minimum ?? 1) <= 1) fixed[count.field] = 1;
  return fixed;
}

const firstOf = (field: Field | undefined): Scalar | undefined =>
  field?.default ?? field?.choices?.[0] ?? (field?.type === 'integer' ? field.minimum : undefined);
