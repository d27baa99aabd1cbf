import { useEffect, useRef, useState } from 'preact/hooks';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { filterEntries } from './command-entries.ts';
import { CommandPicker, commandOptionId } from './command-picker.tsx';
import { createDraft } from './draft.ts';
import { useCommands } from './use-commands.ts';

const HINT = 'Nobody but the bot listens here, and it answers to commands. Type / to use one.';

export function PlainComposer() {
  const page = usePage();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  useFocusOnSlash(field);
  const isPicking = text.startsWith('/');
  const commands = useCommands();
  const entries = isPicking ? filterEntries(commands, text.slice(1)) : [];
  const current = entries[Math.min(active, entries.length - 1)];

  const choose = (entry = current) => {
    if (!entry) return;
    setText('');
    page.draft.value = createDraft(entry);
  };
  const send = () => {
    if (isPicking) choose();
    else if (text.trim()) page.notice.value = HINT;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') setText('');
    else if (event.key === 'Enter') send();
    else if (event.key === 'Tab' && current) choose();
    else if (step && entries.length > 0) setActive((active + step + entries.length) % entries.length);
    else return;
    event.preventDefault();
  };
  const onInput = (event: InputEvent & { currentTarget: HTMLInputElement }) => {
    setText(event.currentTarget.value);
    setActive(0);
    page.notice.value = undefined;
  };

  return (
    <>
      {isPicking && <CommandPicker entries={entries} active={current} onChoose={choose} />}
      <input
        ref={field}
        class="composer-field"
        data-testid={TEST_IDS.composer}
        value={text}
        placeholder={`Type / to use a command in ${placeName(page.channel.value)}`}
        aria-label="Message"
        role="combobox"
        aria-expanded={isPicking}
        aria-controls="command-picker"
        aria-activedescendant={current && commandOptionId(current)}
        autocomplete="off"
        spellcheck={false}
        onInput={onInput}
        onKeyDown={onKeyDown}
      />
    </>
  );
}

const placeName = ({ kind, name }: { kind: string; name: string }): string =>
  kind === 'dm' ? 'this conversation' : `#${name}`;

/** A slash typed anywhere on the page goes to the field; so does the focus when a command was sent or left. */
function useFocusOnSlash(field: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select, dialog');
      if (event.key === '/' && !isTyping) field.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [field]);
}
