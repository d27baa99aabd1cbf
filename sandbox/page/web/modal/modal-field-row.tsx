import { TextInputStyle } from 'discord-api-types/v10';
import { SelectBox } from '#sandbox/page/web/components/select-box.tsx';
import { selectChoices } from '#sandbox/page/web/components/select-choices.ts';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { modalFieldTestId } from '#sandbox/page/web/test-ids.ts';
import type { ModalField } from './modal-fields.ts';
import { isText, modalFault } from './modal-fields.ts';

type Props = {
  readonly field: ModalField;
  readonly values: readonly string[];
  readonly isTried: boolean;
  readonly onChange: (values: readonly string[]) => void;
};

export function ModalFieldRow({ field, values, isTried, onChange }: Props) {
  const { input, label, description } = field;
  const fault = isTried ? modalFault(input, values) : undefined;
  return (
    <div class={`modal-field ${fault ? 'wrong' : ''}`}>
      <label for={`modal-${input.custom_id}`}>
        {label}
        {input.required !== false && <span class="required-mark"> *</span>}
      </label>
      {description && <p class="modal-description">{description}</p>}
      <FieldInput field={field} values={values} onChange={onChange} />
      {fault && <p class="option-fault">{fault}</p>}
    </div>
  );
}

function FieldInput({ field: { input, label }, values, onChange }: Pick<Props, 'field' | 'values' | 'onChange'>) {
  const { value: world } = usePage().world;
  if (!isText(input)) {
    return (
      <SelectBox
        label={label}
        customId={input.custom_id}
        choices={selectChoices(input, world)}
        placeholder={input.placeholder ?? 'Make a selection'}
        min={input.min_values ?? 1}
        max={input.max_values ?? 1}
        onChosen={onChange}
      />
    );
  }
  const shared = {
    id: `modal-${input.custom_id}`,
    'data-testid': modalFieldTestId(input.custom_id),
    value: values[0] ?? '',
    placeholder: input.placeholder,
    maxLength: input.max_length,
    onInput: (event: InputEvent & { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      onChange([event.currentTarget.value]),
  };
  return input.style === TextInputStyle.Paragraph ? (
    <textarea rows={4} {...shared} />
  ) : (
    <input type="text" {...shared} />
  );
}
