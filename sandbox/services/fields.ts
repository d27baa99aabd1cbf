import type { MediaKind } from '#sandbox/media/sniff.ts';
import { fromDataUri, type Material } from './materials.ts';
import type { Body } from './serve.ts';

/** What an endpoint's documentation says of one field of its body. */
export type Rule = { readonly required?: true } & (
  | { readonly kind: 'text'; readonly most?: number }
  | {
      readonly kind: 'number';
      readonly min?: number;
      readonly max?: number;
      readonly whole?: true;
      readonly step?: number;
    }
  | { readonly kind: 'choice'; readonly of: readonly (string | number)[] }
  | { readonly kind: 'flag' }
  /** Address, or data URI where the endpoint takes one; `most` above one takes a list, too. */
  | { readonly kind: 'file'; readonly media: MediaKind; readonly most?: number; readonly data?: true }
  | { readonly kind: 'texts' }
  | { readonly kind: 'any' }
);

export type Fields = Readonly<Record<string, Rule>>;

export const text = (most?: number): Rule => ({ kind: 'text', ...(most === undefined ? {} : { most }) });
export const whole = (min?: number, max?: number): Rule => number(min, max, { whole: true });
export const choice = (...of: readonly (string | number)[]): Rule => ({ kind: 'choice', of });
export const flag: Rule = { kind: 'flag' };
export const texts: Rule = { kind: 'texts' };
export const any: Rule = { kind: 'any' };
export const required = (rule: Rule): Rule => ({ ...rule, required: true });

export const number = (
  min?: number,
  max?: number,
  more: { readonly whole?: true; readonly step?: number } = {},
): Rule => ({
  kind: 'number',
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
  ...more,
});

export const file = (media: MediaKind, more: { readonly most?: number; readonly data?: true } = {}): Rule => ({
  kind: 'file',
  media,
  ...more,
});

export const image = file('image');
export const audio = file('audio');
export const video = file('video');

/**
 * Names of the fields that the endpoint does not document, and that are not among those that every body may hold. A
 * service ignores them, so that a misspelt one fails silently.
 */
export const unknownFields = (fields: Fields, body: Body, everywhere: readonly string[]): readonly string[] =>
  Object.keys(body).filter((name) => !(name in fields) && !everywhere.includes(name));

/** The first thing that is wrong with a body. */
export function faultOf(fields: Fields, body: Body): string | undefined {
  for (const [name, rule] of Object.entries(fields)) {
    const value = body[name];
    const isMissing = value === undefined || value === null || value === '';
    if (isMissing && rule.required) return `${name} is required`;
    const fault = isMissing ? undefined : FAULTS[rule.kind](rule as never, name, value);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

type Of<Kind extends Rule['kind']> = Extract<Rule, { kind: Kind }>;
type Faults = {
  readonly [Kind in Rule['kind']]: (rule: Of<Kind>, name: string, value: unknown) => string | undefined;
};

const FAULTS: Faults = {
  text: ({ most }, name, value) => {
    if (typeof value !== 'string') return `${name} must be a string`;
    return most !== undefined && value.length > most ? `${name} may not be greater than ${most} characters` : undefined;
  },
  number: numberFault,
  choice: ({ of }, name, value) =>
    of.some((one) => String(one) === String(value)) ? undefined : `${name} must be one of ${of.join(', ')}`,
  flag: (_, name, value) => (toFlag(value) === undefined ? `${name} must be true or false` : undefined),
  file: ({ most = 1, data }, name, value) => {
    const values = Array.isArray(value) ? value : [value];
    if (Array.isArray(value) && most === 1) return `${name} must be a string`;
    if (values.length > most) return `${name} may not have more than ${most} items`;
    return values.every((each) => isAddress(each) || (data && typeof each === 'string' && fromDataUri(each)))
      ? undefined
      : `${name} must be a valid URL`;
  },
  texts: (_, name, value) =>
    Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')
      ? undefined
      : `${name} must be an array`,
  any: () => undefined,
};

function numberFault({ min, max, whole, step }: Of<'number'>, name: string, value: unknown): string | undefined {
  const found = toNumber(value);
  const isWhole = found !== undefined && (!whole || Number.isInteger(found));
  if (min !== undefined && max !== undefined) {
    if (!isWhole || found < min || found > max) return `${name} must be between ${min} and ${max}`;
  } else if (!isWhole) return `${name} must be ${whole ? 'an integer' : 'a number'}`;
  else if (max !== undefined && found > max) return `${name} may not be greater than ${max}`;
  return step !== undefined && found % step !== 0 ? `${name} must be divisible by ${step}` : undefined;
}

const isAddress = (value: unknown): boolean =>
  typeof value === 'string' && /^https?:$/.test(URL.parse(value)?.protocol ?? '');

/** The files that a body names, in the order of the fields. */
export const materialsOf = (fields: Fields, body: Body): readonly Material[] =>
  Object.entries(fields).flatMap(([field, rule]) => {
    if (rule.kind !== 'file') return [];
    const value = body[field];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.flatMap((each) =>
      typeof each === 'string' && each !== '' ? [{ field, kind: rule.media, value: each }] : [],
    );
  });

/** The vendor's own samples send numbers as text, too. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'string' && value.trim() !== '') return toNumber(Number(value));
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export const toText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Booleans are sent as `true`, as `"true"` or as `"yes"`. */
export function toFlag(value: unknown): boolean | undefined {
  if (value === true || value === 'yes' || value === 'true') return true;
  return value === false || value === 'no' || value === 'false' ? false : undefined;
}
