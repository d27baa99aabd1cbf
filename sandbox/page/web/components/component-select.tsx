import type { APISelectMenuComponent } from 'discord-api-types/v10';
import type { MessageView } from '#sandbox/page/protocol.ts';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { SelectBox } from './select-box.tsx';
import { selectChoices } from './select-choices.ts';
import { usePress } from './use-press.ts';

export function ComponentSelect({ select, message }: { select: APISelectMenuComponent; message: MessageView }) {
  const { send, isWaiting } = usePress(message, select.custom_id);
  const choices = selectChoices(select, usePage().world.value);
  return (
    <SelectBox
      label={select.placeholder ?? 'Make a selection'}
      customId={select.custom_id}
      choices={choices}
      placeholder={select.placeholder ?? 'Make a selection'}
      min={select.min_values ?? 1}
      max={select.max_values ?? 1}
      isDisabled={select.disabled === true || isWaiting}
      onChosen={(values) => void send(values)}
    />
  );
}
