import type { APISelectMenuComponent, APITextInputComponent } from 'discord-api-types/v10';
import { ComponentType } from 'discord-api-types/v10';
import type { Modal, ModalInput } from '#sandbox/page/protocol.ts';

/** A field of a modal with its words, wherever the label stands: around the field or in it. */
export type ModalField = {
  readonly label: string;
  readonly description?: string;
  readonly input: APITextInputComponent | APISelectMenuComponent;
};

export type ModalPart = { readonly kind: 'text'; readonly text: string } | ({ readonly kind: 'field' } & ModalField);

/** What a modal shows, top to bottom. Kinds that this page does not draw are left out. */
export function partsOf(modal: Pick<Modal, 'components'>): readonly ModalPart[] {
  return modal.components.flatMap((component): readonly ModalPart[] => {
    if (component.type === ComponentType.TextDisplay) return [{ kind: 'text', text: component.content }];
    if (component.type === ComponentType.ActionRow) {
      return component.components.map((input) => ({ kind: 'field', label: input.label ?? '', input }));
    }
    if (component.type !== ComponentType.Label || !isInput(component.component)) return [];
    const { label, description, component: input } = component;
    return [{ kind: 'field', label, input, ...(description ? { description } : {}) }];
  });
}

const isInput = (component: { readonly type: ComponentType }): component is ModalField['input'] =>
  component.type === ComponentType.TextInput ||
  component.type === ComponentType.StringSelect ||
  component.type === ComponentType.UserSelect ||
  component.type === ComponentType.ChannelSelect;

/** By custom id: the text, or the chosen values. */
export type ModalValues = Readonly<Record<string, readonly string[]>>;

export const isText = (input: ModalField['input']): input is APITextInputComponent =>
  input.type === ComponentType.TextInput;

export const startValues = (parts: readonly ModalPart[]): ModalValues =>
  Object.fromEntries(
    parts.flatMap((part) => (part.kind === 'field' ? [[part.input.custom_id, startOf(part.input)] as const] : [])),
  );

function startOf(input: ModalField['input']): readonly string[] {
  if (isText(input)) return [input.value ?? ''];
  if (input.type !== ComponentType.StringSelect) return [];
  return input.options.filter((option) => option.default).map(({ value }) => value);
}

export function modalFault(input: ModalField['input'], values: readonly string[]): string | undefined {
  const isRequired = input.required !== false;
  if (!isText(input)) return isRequired && values.length === 0 ? 'Choose one.' : undefined;
  const length = values[0]?.trim().length ?? 0;
  if (length === 0) return isRequired ? 'This is required.' : undefined;
  if (input.min_length !== undefined && length < input.min_length) return `At least ${input.min_length} characters.`;
  return undefined;
}

/** A select with several chosen values is given several times. */
export const toFields = (parts: readonly ModalPart[], values: ModalValues): ModalInput['fields'] =>
  parts.flatMap((part) => {
    if (part.kind === 'text') return [];
    const { input } = part;
    return (values[input.custom_id] ?? []).map((value) => ({ customId: input.custom_id, value }));
  });
