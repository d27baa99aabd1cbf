import { ComponentType, SeparatorSpacingSize } from 'discord-api-types/v10';
import * as z from 'zod';
import { buttonForm, componentId, selectForms } from './controls.ts';
import { fault } from './parse.ts';

/** What a message may be laid out of: rows of controls and, with IS_COMPONENTS_V2, the display components. */
const media = z.object({
  url: z
    .string()
    .max(2048)
    .regex(/^(https?|attachment):\/\//),
});
const altText = z.string().max(1024).nullable().exactOptional();
const spoiler = z.boolean().exactOptional();

const row = z
  .object({
    type: z.literal(ComponentType.ActionRow),
    id: componentId,
    components: z
      .array(z.discriminatedUnion('type', [buttonForm, ...selectForms]))
      .min(1)
      .max(5),
  })
  .refine(
    ({ components }) => components.length === 1 || components.every(({ type }) => type === ComponentType.Button),
    fault('COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The specified component exceeds the maximum width'),
  );

const text = z.object({
  type: z.literal(ComponentType.TextDisplay),
  id: componentId,
  content: z.string().min(1).max(4000),
});

const thumbnail = z.object({
  type: z.literal(ComponentType.Thumbnail),
  id: componentId,
  media,
  description: altText,
  spoiler,
});

const section = z.object({
  type: z.literal(ComponentType.Section),
  id: componentId,
  components: z.array(text).min(1).max(3),
  accessory: z.discriminatedUnion('type', [buttonForm, thumbnail]),
});

const gallery = z.object({
  type: z.literal(ComponentType.MediaGallery),
  id: componentId,
  items: z
    .array(z.object({ media, description: altText, spoiler }))
    .min(1)
    .max(10),
});

const file = z.object({
  type: z.literal(ComponentType.File),
  id: componentId,
  file: z.object({ url: z.string().startsWith('attachment://') }),
  spoiler,
});

const separator = z.object({
  type: z.literal(ComponentType.Separator),
  id: componentId,
  divider: z.boolean().exactOptional(),
  spacing: z.enum(SeparatorSpacingSize).exactOptional(),
});

const blocks = [row, text, section, gallery, file, separator] as const;

const container = z.object({
  type: z.literal(ComponentType.Container),
  id: componentId,
  accent_color: z.int().min(0).max(0xffffff).nullable().exactOptional(),
  spoiler,
  components: z.array(z.discriminatedUnion('type', [...blocks])).min(1),
});

export const componentsForm = z.array(z.discriminatedUnion('type', [...blocks, container]));

export type Components = z.output<typeof componentsForm>;
