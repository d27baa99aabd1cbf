import type { Body } from '#sandbox/services/serve.ts';

/** The part of JSON Schema that the models' `request_schema` uses. */
export type Property = {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  readonly description?: string;
  readonly enum?: readonly (string | number)[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly items?: Property;
};

export type RequestSchema = {
  readonly type: 'object';
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, Property>>;
};

/** Everything that is wrong with an input. Fields that the schema does not name are not looked at. */
export function faultsOf({ required, properties }: RequestSchema, input: Body): readonly string[] {
  const missing = required.filter((name) => input[name] === undefined || input[name] === null);
  const wrong = Object.entries(properties).flatMap(([name, property]) =>
    input[name] === undefined || input[name] === null ? [] : faultOf(name, property, input[name]),
  );
  return [...missing.map((name) => `${name} is required`), ...wrong];
}

function faultOf(name: string, property: Property, value: unknown): readonly string[] {
  if (!IS[property.type](value)) return [`${name} must be of type ${property.type}`];
  if (property.enum && !property.enum.some((each) => each === value))
    return [`${name} must be one of ${property.enum.join(', ')}`];
  if (typeof value === 'string') return lengthFault(name, property, value);
  if (typeof value === 'number') return rangeFault(name, property, value);
  return Array.isArray(value) ? itemsFault(name, property, value) : [];
}

const IS: Readonly<Record<Property['type'], (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

function lengthFault(name: string, { minLength = 0, maxLength, format }: Property, value: string): readonly string[] {
  if (value.length < minLength) return [`${name} must have at least ${minLength} characters`];
  if (maxLength !== undefined && value.length > maxLength) return [`${name} must have at most ${maxLength} characters`];
  return format === 'uri' && !/^(https?:\/\/|data:)/.test(value) ? [`${name} must be a URL`] : [];
}

function rangeFault(name: string, { minimum, maximum }: Property, value: number): readonly string[] {
  if (minimum !== undefined && value < minimum) return [`${name} must be at least ${minimum}`];
  return maximum !== undefined && value > maximum ? [`${name} must be at most ${maximum}`] : [];
}

function itemsFault(name: string, { items, maxItems }: Property, value: readonly unknown[]): readonly string[] {
  if (maxItems !== undefined && value.length > maxItems) return [`${name} must have at most ${maxItems} items`];
  return items ? value.flatMap((each, at) => faultOf(`${name}[${at}]`, items, each)) : [];
}
