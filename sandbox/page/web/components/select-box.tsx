import { useEffect, useRef, useState } from 'preact/hooks';
import { CheckIcon, ChevronIcon } from '#sandbox/page/web/look/icons.tsx';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { EmojiMark } from './emoji-mark.tsx';
import type { SelectChoice } from './select-choices.ts';

type Props = {
  /** For those who cannot see what stands above it. */
  readonly label: string;
  readonly customId: string;
  readonly choices: readonly SelectChoice[];
  readonly placeholder: string;
  readonly min: number;
  readonly max: number;
  readonly isDisabled?: boolean;
  /** Called with one choice at once, with several when the list closes. */
  readonly onChosen: (values: readonly string[]) => void;
};

/** A select: a button that opens a list. Arrows move, Enter or Space chooses, Esc closes. */
export function SelectBox({ label, customId, choices, placeholder, min, max, isDisabled = false, onChosen }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(choices.filter((choice) => choice.default).map(({ value }) => value));
  const box = useRef<HTMLDivElement>(null);
  const close = () => {
    setOpen(false);
    if (isOpen && max > 1 && chosen.length >= min) onChosen(chosen);
  };
  useOutsideClick(box, isOpen, close);
  const choose = (value: string) => {
    if (max > 1) return setChosen(toggled(chosen, value, max));
    setChosen([value]);
    setOpen(false);
    onChosen([value]);
  };
  const labels = choices.filter(({ value }) => chosen.includes(value)).map(({ label }) => label);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isOpen) close();
    else if (isOpen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) moveFocus(box.current, event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the button and the options inside
    <div class="select-box" ref={box} onKeyDown={onKeyDown}>
      <button
        type="button"
        class="select-button"
        aria-label={labels.length > 0 ? `${label}: ${labels.join(', ')}` : label}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        disabled={isDisabled}
        data-testid={TEST_IDS.select}
        data-custom-id={customId}
        onClick={() => (isOpen ? close() : setOpen(true))}
      >
        <span class={labels.length > 0 ? '' : 'placeholder'}>{labels.join(', ') || placeholder}</span>
        <ChevronIcon />
      </button>
      {isOpen && (
        <div class="select-list" role="listbox" aria-multiselectable={max > 1}>
          {choices.map((choice) => (
            <Option key={choice.value} choice={choice} isChosen={chosen.includes(choice.value)} onChoose={choose} />
          ))}
        </div>
      )}
    </div>
  );
}

type OptionProps = {
  readonly choice: SelectChoice;
  readonly isChosen: boolean;
  readonly onChoose: (value: string) => void;
};

const Option = ({ choice, isChosen, onChoose }: OptionProps) => (
  <button
    type="button"
    role="option"
    aria-selected={isChosen}
    class="popover-row"
    data-value={choice.value}
    onClick={() => onChoose(choice.value)}
  >
    {choice.emoji && <EmojiMark emoji={choice.emoji} />}
    <span class="select-label">
      {choice.label}
      {choice.description && <small>{choice.description}</small>}
    </span>
    {isChosen && <CheckIcon />}
  </button>
);

const toggled = (chosen: readonly string[], value: string, max: number): string[] =>
  chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value].slice(-max);

function moveFocus(box: HTMLElement | null, key: 'ArrowDown' | 'ArrowUp'): void {
  const options = [...(box?.querySelectorAll<HTMLElement>('[role=option]') ?? [])];
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? options.indexOf(activeElement) : -1;
  options[(at + (key === 'ArrowDown' ? 1 : -1) + options.length) % options.length]?.focus();
}

function useOutsideClick(box: { readonly current: HTMLElement | null }, isOpen: boolean, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return;
    const onMouseDown = ({ target }: MouseEvent) => {
      if (target instanceof Node && !box.current?.contains(target)) close();
    };
    document.addEventListener('mousedown', onMouseDown);
    return () => document.removeEventListener('mousedown', onMouseDown);
  });
}
