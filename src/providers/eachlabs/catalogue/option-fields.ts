import type { Limit } from '#domain/model.ts';
import type { OptionName } from '#domain/options.ts';
import { COUNT_MAX, SEED_MAX } from '#domain/options.ts';
import type { Saying } from '#providers/eachlabs/recipe.ts';
import { readAspects } from './aspects.ts';
import type { Field } from './schema.ts';

/** What a model takes for an option, and how it is said to it. */
export type Reading = { readonly limit: Limit; readonly say: Omit<Saying, 'field'> };

type Rule = {
  /** Fields that mean this option, best first. */
  readonly fields: readonly string[];
  /** Undefined when the field takes nothing that a member could choose. */
  readonly read: (field: Field) => Reading | undefined;
};

/** Longest that a member may ask for, in seconds: the option's own bound. */
const DURATION_MAX_SECONDS = 600;

/** Where a model does not tell how far it goes: what every enlarger does. A refusal costs nothing. */
const SCALE_DEFAULT_MAX = 4;

const ANY: Reading = { limit: { any: true }, say: {} };

/** The words of another vocabulary: `ours` to `theirs`, the first of several wins. Undefined when there is none. */
function translated(pairs: readonly (readonly [string | number, string | number | boolean])[]): Reading | undefined {
  const words = new Map<string | number, string | number | boolean>();
  for (const [ours, theirs] of pairs) if (!words.has(ours)) words.set(ours, theirs);
  if (words.size === 0) return undefined;
  const same = [...words].every(([ours, theirs]) => ours === theirs);
  const entries = [...words].map(([ours, theirs]) => [String(ours), theirs] as const);
  return { limit: { oneOf: [...words.keys()] }, say: same ? {} : { words: Object.fromEntries(entries) } };
}

const isText = ({ type, choices }: Field): boolean =>
  type === 'string' || (type === undefined && choices?.every((choice) => typeof choice === 'string') === true);

const isNumber = ({ type }: Field): boolean => type === 'integer' || type === 'number';

/** A field without bounds is left to the model's own default: what is unlimited here may be charged by the second. */
function between(field: Field, min: number, max: number): Reading | undefined {
  const { type, minimum = min, maximum = max } = field;
  const [low, high] = [Math.max(min, minimum), Math.min(max, maximum)];
  if (!isNumber(field) || low > high) return undefined;
  return { limit: { min: low, max: high }, say: type === 'integer' ? { as: 'integer' } : {} };
}

/** Every choice that reads as a number by the pattern's first group: `5`, `"5"`, `"8s"`, `"2x"`. */
const numbered = ({ choices = [] }: Field, pattern: RegExp, fits: (number: number) => boolean): Reading | undefined =>
  translated(
    choices.flatMap((choice) => {
      const digits = pattern.exec(String(choice))?.[1];
      return digits === undefined || !fits(Number(digits)) ? [] : [[Number(digits), choice] as const];
    }),
  );

const words = (field: Field): Reading | undefined =>
  isText(field) ? translated((field.choices ?? []).flatMap((word) => [[String(word), word] as const])) : undefined;

const text = (field: Field): Reading | undefined => {
  if (!isText(field)) return undefined;
  if (field.choices) return words(field);
  return field.maxLength === undefined ? ANY : { limit: { maxCharacters: field.maxLength }, say: {} };
};

const flag = ({ type }: Field): Reading | undefined => (type === 'boolean' ? ANY : undefined);

const QUALITIES = { draft: ['low'], standard: ['medium', 'standard'], high: ['high', 'hd'] } as const;

/** The models' schemas have no common vocabulary; these names are those of the vendor's parameter tables. */
export const OPTION_FIELDS: Readonly<Partial<Record<OptionName, Rule>>> = {
  aspect: {
    fields: ['aspect_ratio', 'image_size', 'size'],
    read: ({ choices = [] }) => translated(readAspects(choices)),
  },
  count: {
    fields: ['num_images', 'num_outputs', 'n'],
    read: (field) =>
      field.choices
        ? numbered(field, /^([1-4])$/, () => true)
        : between(field, 1, Math.min(field.maximum ?? COUNT_MAX, COUNT_MAX)),
  },
  negative: { fields: ['negative_prompt'], read: text },
  seed: {
    fields: ['seed'],
    read: (field) => (isText(field) ? { limit: { any: true }, say: { as: 'text' } } : between(field, 0, SEED_MAX)),
  },
  /** 0 to 1 like ours; on any other scale it means something else. */
  strength: { fields: ['strength'], read: (field) => (field.maximum === 1 ? between(field, 0, 1) : undefined) },
  duration: {
    fields: ['duration', 'duration_seconds', 'seconds_total', 'seconds'],
    read: (field) => {
      if (field.choices) return numbered(field, /^(\d+(?:\.\d+)?) ?s?$/, (seconds) => seconds > 0);
      return field.maximum === undefined
        ? undefined
        : between(field, Math.max(field.minimum ?? 1, 0.1), DURATION_MAX_SECONDS);
    },
  },
  /** `1K` and `720p` alike are said in lower case here. */
  resolution: {
    fields: ['resolution'],
    read: (field) =>
      isText(field) ? translated((field.choices ?? []).map((word) => [String(word).toLowerCase(), word])) : undefined,
  },
  sound: { fields: ['generate_audio', 'generate_audio_switch'], read: flag },
  instrumental: { fields: ['instrumental', 'make_instrumental', 'is_instrumental'], read: flag },
  lyrics: { fields: ['lyrics', 'lyrics_prompt'], read: text },
  voice: { fields: ['voice_id', 'voice'], read: text },
  language: { fields: ['language', 'language_code'], read: words },
  style: { fields: ['style', 'style_type', 'style_preset'], read: text },
  scale: {
    fields: ['upscale_factor', 'scale_factor', 'scale'],
    read: (field) =>
      field.choices
        ? numbered(field, /^x?([2-8])x?$/i, () => true)
        : between(field, 2, field.maximum === undefined ? SCALE_DEFAULT_MAX : 8),
  },
  quality: {
    fields: ['quality'],
    read: ({ choices = [] }) =>
      translated(
        Object.entries(QUALITIES).flatMap(([ours, theirs]) =>
          theirs.filter((word) => choices.includes(word)).map((word) => [ours, word] as const),
        ),
      ),
  },
  texture: { fields: ['texture', 'should_texture'], read: flag },
  format: { fields: ['output_format'], read: words },
};
