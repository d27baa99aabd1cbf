import { ButtonStyle, ChannelType, ComponentType, SelectMenuDefaultValueType } from 'discord-api-types/v10';
import * as z from 'zod';
import { fault } from './parse.ts';

/** Buttons and selects: what a person can press or choose from. */
export const snowflake = z.string().regex(/^\d{1,20}$/);
export const customId = z.string().min(1).max(100);
/** 32-bit; 0 and absent let Discord number the component. */
export const componentId = z.int().min(0).max(0x7fffffff).exactOptional();
const emoji = z.object({
  id: snowflake.exactOptional(),
  name: z.string().exactOptional(),
  animated: z.boolean().exactOptional(),
});

const button = {
  type: z.literal(ComponentType.Button),
  id: componentId,
  disabled: z.boolean().exactOptional(),
};
const face = { label: z.string().max(80).exactOptional(), emoji: emoji.exactOptional() };
const hasFace = (form: { label?: string; emoji?: unknown }) => Boolean(form.label) || form.emoji !== undefined;
const needsFace = fault('BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A button needs a label or an emoji');

const { Primary, Secondary, Success, Danger, Link, Premium } = ButtonStyle;

export const buttonForm = z.discriminatedUnion('style', [
  z
    .object({ ...button, ...face, style: z.literal([Primary, Secondary, Success, Danger]), custom_id: customId })
    .refine(hasFace, needsFace),
  z
    .object({
      ...button,
      ...face,
      style: z.literal(Link),
      url: z
        .string()
        .max(512)
        .regex(/^(https?|discord):\/\//),
    })
    .refine(hasFace, needsFace),
  z.object({ ...button, style: z.literal(Premium), sku_id: snowflake }),
]);

const select = {
  id: componentId,
  custom_id: customId,
  placeholder: z.string().max(150).exactOptional(),
  min_values: z.int().min(0).max(25).exactOptional(),
  max_values: z.int().min(1).max(25).exactOptional(),
  disabled: z.boolean().exactOptional(),
  required: z.boolean().exactOptional(),
};

const option = z.object({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).exactOptional(),
  emoji: emoji.exactOptional(),
  default: z.boolean().exactOptional(),
});

const { User, Role, Channel } = SelectMenuDefaultValueType;
const defaults = <T extends SelectMenuDefaultValueType>(...kinds: [T, ...T[]]) =>
  z
    .array(z.object({ id: snowflake, type: z.literal(kinds) }))
    .max(25)
    .exactOptional();

const stringSelectForm = z
  .object({
    ...select,
    type: z.literal(ComponentType.StringSelect),
    options: z.array(option).min(1).max(25),
  })
  .refine(
    ({ options }) => new Set(options.map(({ value }) => value)).size === options.length,
    fault('SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used'),
  );

export const selectForms = [
  stringSelectForm,
  z.object({ ...select, type: z.literal(ComponentType.UserSelect), default_values: defaults(User) }),
  z.object({ ...select, type: z.literal(ComponentType.RoleSelect), default_values: defaults(Role) }),
  z.object({ ...select, type: z.literal(ComponentType.MentionableSelect), default_values: defaults(User, Role) }),
  z.object({
    ...select,
    type: z.literal(ComponentType.ChannelSelect),
    default_values: defaults(Channel),
    channel_types: z.array(z.enum(ChannelType)).exactOptional(),
  }),
] as const;
