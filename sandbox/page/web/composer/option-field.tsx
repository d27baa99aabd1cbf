import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { useEffect, useRef } from 'preact/hooks';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { optionTestId } from '#sandbox/page/web/test-ids.ts';
import { ChoiceList } from './choice-list.tsx';
import { removeOption, setField } from './draft.ts';
import type { OptionProps } from './option-chip.tsx';
import { OptionChip } from './option-chip.tsx';
import { OptionHelp } from './option-help.tsx';
import { useChoiceKeys } from './use-choice-keys.ts';
import { useSuggestions } from './use-suggestions.ts';

/** Every option but a file: text, or text that finds a choice. */
export function OptionField({ draft, option, onSend }: OptionProps) {
  const page = usePage();
  const input = useRef<HTMLInputElement>(null);
  const field = draft.fields[option.name];
  const isFocused = draft.focused === option.name;
  const suggestions = useSuggestions(draft, option, isFocused);
  const keys = useChoiceKeys({ draft, option, suggestions, onSend });
  useEffect(() => {
    if (isFocused) input.current?.focus({ preventScroll: true });
  }, [isFocused]);

  const onKeyDown = (event: KeyboardEvent) => {
    const isEmpty = (field?.text ?? '') === '';
    if (event.key === 'Backspace' && isEmpty && !option.required) page.draft.value = removeOption(draft, option.name);
    else if (!keys.handle(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isFreeText = option.type === ApplicationCommandOptionType.String && suggestions.kind === 'none';
  return (
    <OptionChip draft={draft} option={option} wide={isFreeText && option.required === true}>
      {isFocused && (
        <OptionHelp option={option}>
          {keys.isOpen && <ChoiceList suggestions={suggestions} active={keys.active} onChoose={keys.choose} />}
        </OptionHelp>
      )}
      <input
        ref={input}
        id={`field-${option.name}`}
        class="option-input"
        data-testid={optionTestId(option.name)}
        value={field?.text ?? ''}
        autocomplete="off"
        spellcheck={false}
        onFocus={() => {
          if (!isFocused && page.draft.value) page.draft.value = { ...page.draft.value, focused: option.name };
        }}
        onClick={keys.open}
        onInput={(event) => {
          page.draft.value = setField(draft, option.name, { text: event.currentTarget.value });
          keys.typed(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
    </OptionChip>
  );
}
