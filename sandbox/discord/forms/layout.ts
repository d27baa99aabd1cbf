import { ComponentType } from 'discord-api-types/v10';
import type { Components } from './components.ts';
import { invalidForm } from './parse.ts';

/** Rows in a message without IS_COMPONENTS_V2. */
const ROWS_MAX = 5;

/** Components in a message with IS_COMPONENTS_V2, nested ones included. */
const COMPONENTS_MAX = 40;

export type AnyComponent = { readonly type: ComponentType; readonly id?: number; readonly custom_id?: string };

/** Every component of a layout, each before what lies in it. */
export function walk(value: unknown): AnyComponent[] {
  if (Array.isArray(value)) return value.flatMap(walk);
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((part) => (typeof part === 'object' ? walk(part) : []));
  return isComponent(value) ? [value, ...inner] : inner;
}

const isComponent = (value: object): value is AnyComponent => 'type' in value && typeof value.type === 'number';

/** Refuses what each component allows by itself but all together do not. */
export function checkLayout(components: Components, isV2: boolean): void {
  const all = walk(components);
  const ids = all.flatMap(({ custom_id }) => (custom_id === undefined ? [] : [custom_id]));
  if (new Set(ids).size !== ids.length) {
    throw refusal('COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
  }
  if (isV2 && all.length > COMPONENTS_MAX) {
    throw refusal('COMPONENT_MAX_TOTAL_EXCEEDED', `The total number of components cannot exceed ${COMPONENTS_MAX}`);
  }
  if (isV2) return;
  if (components.length > ROWS_MAX) throw refusal('BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  const display = components.findIndex(({ type }) => type !== ComponentType.ActionRow);
  if (display < 0) return;
  throw invalidForm([
    {
      path: ['components', display],
      code: 'UNION_TYPE_CHOICES',
      message: 'Value of field "type" must be one of (1,).',
    },
  ]);
}

const refusal = (code: string, message: string) => invalidForm([{ path: ['components'], code, message }]);

/** Gives an id to each component that has none, as Discord does. */
export function numbered(components: Components): Components {
  const copy = structuredClone(components);
  const taken = new Set(walk(copy).map(({ id }) => id));
  let next = 1;
  for (const component of walk(copy)) {
    if (component.id) continue;
    while (taken.has(next)) next += 1;
    taken.add(next);
    Object.assign(component, { id: next });
  }
  return copy;
}
