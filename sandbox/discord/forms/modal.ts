import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import * as z from 'zod';
import { componentId, customId, selectForms } from './controls.ts';
import { fault } from './parse.ts';

const input = z.object({
  type: z.literal(ComponentType.TextInput),
  id: componentId,
  custom_id: customId,
  style: z.enum(TextInputStyle),
  label: z.string().min(1).max(45).exactOptional(),
  min_length: z.int().min(0).max(4000).exactOptional(),
  max_length: z.int().min(1).max(4000).exactOptional(),
  placeholder: z.string().max(100).exactOptional(),
  value: z.string().max(4000).exactOptional(),
  required: z.boolean().exactOptional(),
});

const upload = z.object({
  type: z.literal(ComponentType.FileUpload),
  id: componentId,
  custom_id: customId,
  min_values: z.int().min(0).max(10).exactOptional(),
  max_values: z.int().min(1).max(10).exactOptional(),
  required: z.boolean().exactOptional(),
});

const labelled = z
  .discriminatedUnion('type', [input, upload, ...selectForms])
  .refine(
    (component) => !('disabled' in component && component.disabled),
    fault('COMPONENT_DISABLED_IN_MODAL', 'A component of a modal cannot be disabled'),
  );

const component = z.discriminatedUnion('type', [
  z.object({ type: z.literal(ComponentType.ActionRow), id: componentId, components: z.array(input).length(1) }),
  z.object({
    type: z.literal(ComponentType.Label),
    id: componentId,
    label: z.string().min(1).max(45),
    description: z.string().max(100).exactOptional(),
    component: labelled,
  }),
  z.object({ type: z.literal(ComponentType.TextDisplay), id: componentId, content: z.string().min(1).max(4000) }),
]);

export const modalForm = z.object({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z.array(component).min(1).max(5),
});

export type ModalForm = z.output<typeof modalForm>;
