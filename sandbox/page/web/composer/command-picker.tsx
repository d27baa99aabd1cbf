import { useEffect, useRef } from 'preact/hooks';
import { Bird } from '#sandbox/page/web/look/bird.tsx';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { commandTestId, TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import type { CommandEntry } from './command-entries.ts';

export const commandOptionId = ({ name }: CommandEntry): string => `picker-${name.replaceAll(' ', '-')}`;

type Props = {
  readonly entries: readonly CommandEntry[];
  readonly active: CommandEntry | undefined;
  readonly onChoose: (entry: CommandEntry) => void;
};

export function CommandPicker({ entries, active, onChoose }: Props) {
  const { bot } = usePage().world.value;
  return (
    <div class="popover command-picker" data-testid={TEST_IDS.commandPicker}>
      <p class="popover-title">
        <span class="avatar size-16">
          <Bird />
        </span>
        {bot.username}
      </p>
      {entries.length === 0 && <p class="popover-empty">No command fits. Esc clears the field.</p>}
      <div id="command-picker" role="listbox" aria-label="Commands">
        {entries.map((entry) => (
          <Row key={entry.name} entry={entry} isActive={entry === active} onChoose={onChoose} />
        ))}
      </div>
    </div>
  );
}

function Row({ entry, isActive, onChoose }: { entry: CommandEntry; isActive: boolean; onChoose: Props['onChoose'] }) {
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
      id={commandOptionId(entry)}
      aria-selected={isActive}
      class="popover-row"
      data-testid={commandTestId(entry.name)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(entry)}
    >
      <span class="command-name">/{entry.name}</span>
      {entry.options.map(({ name, required }) => (
        <span key={name} class={`option-tag ${required ? 'required' : ''}`}>
          {name}
        </span>
      ))}
      <span class="command-description">{entry.description}</span>
    </button>
  );
}
