import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { Bird } from '#sandbox/page/web/look/bird.tsx';
import { CrossIcon, SendIcon } from '#sandbox/page/web/look/icons.tsx';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { AddOptions } from './add-options.tsx';
import type { Draft } from './draft.ts';
import { isFilled, shownOptions } from './draft.ts';
import { FileField } from './file-field.tsx';
import { OptionField } from './option-field.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { useSend } from './use-send.ts';

/** The chosen command with a field per option. Enter sends, Esc leaves. */
export function CommandForm({ draft }: { draft: Draft }) {
  const page = usePage();
  const send = useSend();
  const leave = () => {
    page.draft.value = undefined;
  };
  const drop = useFileDrop(draft);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') leave();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) void send(draft);
    else return;
    event.preventDefault();
  };
  return (
    <form
      class={drop.isOver ? 'command-form dropping' : 'command-form'}
      data-testid={TEST_IDS.commandForm}
      aria-label={`/${draft.entry.name}`}
      onKeyDown={onKeyDown}
      {...drop.handlers}
    >
      <p class="command-form-head">
        <span class="avatar size-20">
          <Bird />
        </span>
        <strong>/{draft.entry.name}</strong>
        <span class="command-form-about">{draft.entry.description}</span>
        <button
          type="button"
          class="icon-button"
          aria-label="Leave the command (Esc)"
          title="Leave (Esc)"
          onClick={leave}
        >
          <CrossIcon />
        </button>
      </p>
      <div class="command-form-body">
        <div class="option-fields">
          {shownOptions(draft).map((option) => {
            const isFile = option.type === ApplicationCommandOptionType.Attachment;
            const Kind = isFile ? FileField : OptionField;
            return <Kind key={option.name} draft={draft} option={option} onSend={() => void send(draft)} />;
          })}
          <AddOptions draft={draft} />
        </div>
        <SendButton isReady={draft.shown.every((name) => isFilled(draft, name))} onSend={() => void send(draft)} />
      </div>
    </form>
  );
}

const SendButton = ({ isReady, onSend }: { isReady: boolean; onSend: () => void }) => (
  <button
    type="button"
    class={`send-button ${isReady ? 'ready' : ''}`}
    data-testid={TEST_IDS.commandSend}
    aria-label="Send"
    title="Send (Enter)"
    onClick={onSend}
  >
    <SendIcon />
  </button>
);
