import { useEffect, useRef } from 'preact/hooks';
import type { Suggestion, Suggestions } from './use-suggestions.ts';

type Props = {
  readonly suggestions: Suggestions;
  readonly active: Suggestion | undefined;
  readonly onChoose: (choice: Suggestion) => void;
};

export function ChoiceList({ suggestions: { kind, list, isWaiting }, active, onChoose }: Props) {
  if (kind === 'none') return null;
  if (list.length === 0) return <p class="popover-empty">{isWaiting ? 'Asking the bot…' : 'Nothing fits.'}</p>;
  return (
    <div role="listbox" aria-label="Choices">
      {list.map((choice) => (
        <Choice key={String(choice.value)} choice={choice} isActive={choice === active} onChoose={onChoose} />
      ))}
    </div>
  );
}

function Choice({
  choice,
  isActive,
  onChoose,
}: {
  choice: Suggestion;
  isActive: boolean;
  onChoose: Props['onChoose'];
}) {
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <button
      ref={row}
      type="button"
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      class="popover-row"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(choice)}
    >
      {choice.name}
    </button>
  );
}
