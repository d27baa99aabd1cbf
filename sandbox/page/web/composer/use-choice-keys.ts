import { useState } from 'preact/hooks';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { isFilled, setField } from './draft.ts';
import type { OptionProps } from './option-chip.tsx';
import type { Suggestion, Suggestions } from './use-suggestions.ts';

/** Arrows move through the list, Enter and Tab take the marked entry; Enter without one sends. */
export function useChoiceKeys({ draft, option, suggestions, onSend }: OptionProps & { suggestions: Suggestions }) {
  const page = usePage();
  const [isOpen, setOpen] = useState(draft.fields[option.name]?.chosen === undefined);
  const [active, setActive] = useState<number>();
  const { list } = suggestions;
  const marked = active === undefined ? undefined : list[Math.min(active, list.length - 1)];

  const choose = ({ name, value }: Suggestion) => {
    const next = setField(draft, option.name, { text: name, chosen: value });
    const empty = next.entry.options.find((one) => one.required && !isFilled(next, one.name));
    page.draft.value = { ...next, focused: empty?.name ?? option.name };
    setOpen(false);
    setActive(undefined);
  };
  const move = (step: number) => {
    setOpen(true);
    const from = active ?? (step > 0 ? -1 : 0);
    if (list.length > 0) setActive((from + step + list.length) % list.length);
  };
  const handle = (key: string): boolean => {
    if (list.length > 0 && (key === 'ArrowDown' || key === 'ArrowUp')) move(key === 'ArrowDown' ? 1 : -1);
    else if (key === 'Enter' && isOpen && marked) choose(marked);
    else if (key === 'Tab' && isOpen && marked) choose(marked);
    else if (key === 'Enter') onSend();
    else return false;
    return true;
  };
  return {
    isOpen,
    active: isOpen ? marked : undefined,
    choose,
    handle,
    open: () => setOpen(true),
    /** What is typed marks the first entry that fits; an emptied field marks none, so that Enter sends. */
    typed: (text: string) => {
      setOpen(true);
      setActive(text === '' ? undefined : 0);
    },
  };
}
