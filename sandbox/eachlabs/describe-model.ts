import type { Property, RequestSchema } from './schema.ts';

export type Properties = Readonly<Record<string, Property>>;

export const text = (more: Partial<Property> = {}): Property => ({ type: 'string', ...more });
export const pick = (otherwise: string | undefined, ...of: readonly string[]): Property => ({
  type: 'string',
  enum: of,
  ...(otherwise === undefined ? {} : { default: otherwise }),
});
export const whole = (minimum?: number, maximum?: number, otherwise?: number): Property => ({
  type: 'integer',
  ...(minimum === undefined ? {} : { minimum }),
  ...(maximum === undefined ? {} : { maximum }),
  ...(otherwise === undefined ? {} : { default: otherwise }),
});
export const wholes = (otherwise: number, ...of: readonly number[]): Property => ({
  type: 'integer',
  enum: of,
  default: otherwise,
});
export const real = (minimum: number, maximum: number, otherwise: number): Property => ({
  type: 'number',
  minimum,
  maximum,
  default: otherwise,
});
export const yes = (otherwise: boolean): Property => ({ type: 'boolean', default: otherwise });
export const url: Property = { type: 'string', format: 'uri' };
export const urls = (maxItems: number): Property => ({ type: 'array', items: url, maxItems });

export const SIZES = ['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'];
export const RATIOS = ['21:9', '16:9', '3:2', '4:3', '5:4', '1:1', '4:5', '3:4', '2:3', '9:16'];
export const WIDE_OR_TALL = ['16:9', '9:16'];

export type LabsKind = 'image' | 'edit' | 'upscale' | 'cutout' | 'video' | 'speech' | 'effect' | 'music' | 'words';

export type LabsModel = {
  readonly slug: string;
  readonly title: string;
  /** Not told by the service: what the pretend one makes. */
  readonly kind: LabsKind;
  readonly outputType: 'string' | 'array' | 'object';
  readonly schema: RequestSchema;
  readonly costUsd: number;
};

const titleOf = (slug: string): string =>
  slug.replaceAll('-', ' ').replaceAll(/\b\w/g, (letter) => letter.toUpperCase());

/** Properties whose name ends with a star are required. */
export function model(slug: string, kind: LabsKind, properties: Properties, more: Partial<LabsModel> = {}): LabsModel {
  const plain = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name.replace('*', ''), each]));
  const required = Object.keys(properties).flatMap((name) => (name.endsWith('*') ? [name.slice(0, -1)] : []));
  const schema = { type: 'object', required, properties: plain } as const;
  return { slug, title: titleOf(slug), kind, outputType: 'array', schema, costUsd: 0.05, ...more };
}

export const PROMPT: Properties = { 'prompt*': text() };
export const SEED: Properties = { seed: whole(0, 2 ** 32 - 1) };
export const START: Properties = { 'image_url*': url };
