import { ComponentType, InteractionType, ApplicationCommandOptionType as Option } from 'discord-api-types/v10';
import type { AttachmentStore } from '#sandbox/discord/attachments.ts';
import type { ModalForm } from '#sandbox/discord/forms/modal.ts';
import type { Modals } from '#sandbox/discord/modals.ts';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import type { World } from '#sandbox/discord/world.ts';
import type { ModalInput } from '#sandbox/page/protocol.ts';
import type { Ask } from './ask.ts';
import { whoAndWhere } from './presence.ts';
import { resolve } from './resolved.ts';

type Deps = {
  readonly world: World;
  readonly attachments: AttachmentStore;
  readonly modals: Modals;
  readonly ask: Ask;
};

type Part = ModalForm['components'][number];
type Input =
  Exclude<Part, { content: string }> extends infer P
    ? P extends { component: infer C }
      ? C
      : P extends { components: (infer C)[] }
        ? C
        : never
    : never;
type Fields = ModalInput['fields'];

/** Longest text that a field takes when it does not say. */
const TEXT_MAX_CHARACTERS = 4000;

/** Filled-in dialogs. A field that takes several values (a select, an upload) is given several times. */
export function createSubmitting(deps: Deps): Pick<PretendDiscord, 'submitModal'> {
  const { world, modals, ask } = deps;
  return {
    submitModal: async (input) => {
      const { person, place } = whoAndWhere(world, input);
      const open = modals.find(input.interactionId);
      if (open?.asked.person.id !== person.id) throw new Error('That dialog is not open');
      const { form, asked } = open;
      checkNames(form, input.fields);
      const components = form.components.map((part) => answered(part, input.fields));
      const uploads = form.components.flatMap((part) => uploadsIn(part, input.fields));
      const resolved = resolve(deps, person, place, uploads);
      const data = { custom_id: form.custom_id, components, ...(uploads.length > 0 && { resolved }) };
      modals.close(input.interactionId);
      const source = asked.source && { source: asked.source };
      return ask({ person, place, type: InteractionType.ModalSubmit, data, openedBy: asked, ...source });
    },
  };
}

function inputsOf(part: Part): readonly Input[] {
  if (part.type === ComponentType.ActionRow) return part.components;
  return part.type === ComponentType.Label ? [part.component] : [];
}

function checkNames(form: ModalForm, fields: Fields): void {
  const known = form.components.flatMap(inputsOf).map(({ custom_id }) => custom_id);
  const stranger = fields.find(({ customId }) => !known.includes(customId));
  if (stranger) throw new Error(`The dialog has no field called ${stranger.customId}`);
}

function answered(part: Part, fields: Fields): object {
  if (part.type === ComponentType.ActionRow) {
    return { type: part.type, components: part.components.map((input) => filled(input, fields)) };
  }
  if (part.type === ComponentType.Label) return { type: part.type, component: filled(part.component, fields) };
  return { type: part.type };
}

function filled(input: Input, fields: Fields): object {
  const { type, custom_id, required = true } = input;
  const values = fields.filter(({ customId }) => customId === custom_id).map(({ value }) => value);
  if (type === ComponentType.TextInput) {
    const value = values[0] ?? input.value ?? '';
    checkText(input, value, required);
    return { type, custom_id, value };
  }
  const { min_values = required ? 1 : 0, max_values = 1 } = input;
  if ((required || values.length > 0) && (values.length < min_values || values.length > max_values)) {
    throw new Error(`${custom_id} takes ${min_values} to ${max_values} values, not ${values.length}`);
  }
  return { type, custom_id, values };
}

type TextInput = Extract<Input, { type: ComponentType.TextInput }>;

function checkText(
  { custom_id, min_length = 0, max_length = TEXT_MAX_CHARACTERS }: TextInput,
  value: string,
  required: boolean,
): void {
  if (value === '' && !required) return;
  if (value.length < Math.max(min_length, required ? 1 : 0)) throw new Error(`${custom_id} needs more text`);
  if (value.length > max_length) throw new Error(`${custom_id} takes at most ${max_length} characters`);
}

const uploadsIn = (part: Part, fields: Fields) =>
  inputsOf(part)
    .filter(({ type }) => type === ComponentType.FileUpload)
    .flatMap(({ custom_id }) => fields.filter(({ customId }) => customId === custom_id))
    .map(({ value }) => ({ type: Option.Attachment, id: value }));
