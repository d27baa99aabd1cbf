import { isDeepStrictEqual } from 'node:util';

/** What a command is made of; everything else in Discord's answer is bookkeeping (ids, versions, echoes). */
const MEANINGFUL = new Set([
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'options',
  'type',
  'required',
  'choices',
  'value',
  'autocomplete',
  'channel_types',
  'min_value',
  'max_value',
  'min_length',
  'max_length',
  'default_member_permissions',
  'contexts',
  'integration_types',
  'nsfw',
]);

/** Whether two descriptions of a command, ours or Discord's, say the same: what is left out equals its default. */
export const sameCommand = (one: object, other: object): boolean =>
  isDeepStrictEqual(canonical({ type: 1, ...one }), canonical({ type: 1, ...other }));

function canonical(value: unknown, name?: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item));
    return name !== undefined && UNORDERED.has(name) ? items.toSorted() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, each]) => MEANINGFUL.has(key) && !isDefault(key, each))
    .map(([key, each]) => [key, canonical(each, key)]);
  return Object.fromEntries(entries);
}

/** Order means nothing in these lists, and Discord returns its own. */
const UNORDERED = new Set(['contexts', 'integration_types', 'channel_types']);

/** Discord fills in what was not sent; an app that is installed to servers only has `integration_types: [0]`. */
function isDefault(key: string, value: unknown): boolean {
  if (value === null || value === undefined || value === false) return true;
  if (key === 'integration_types') return isDeepStrictEqual(value, [0]);
  return Array.isArray(value) && value.length === 0;
}
