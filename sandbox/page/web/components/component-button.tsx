import type { APIButtonComponent } from 'discord-api-types/v10';
import { ButtonStyle } from 'discord-api-types/v10';
import type { MessageView } from '#sandbox/page/protocol.ts';
import { OutIcon } from '#sandbox/page/web/look/icons.tsx';
import { SmartLink } from '#sandbox/page/web/look/smart-link.tsx';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { EmojiMark } from './emoji-mark.tsx';
import { usePress } from './use-press.ts';

type Props = { readonly button: APIButtonComponent; readonly message: MessageView };

const LOOKS: Readonly<Record<ButtonStyle, string>> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
  [ButtonStyle.Link]: 'secondary',
  [ButtonStyle.Premium]: 'premium',
};

export function ComponentButton({ button, message }: Props) {
  const { send, isWaiting } = usePress(message, 'custom_id' in button ? button.custom_id : '');
  const look = `button ${LOOKS[button.style]}`;
  const emoji = 'emoji' in button && button.emoji ? <EmojiMark emoji={button.emoji} /> : null;
  const label = 'label' in button ? button.label : undefined;
  if (button.style === ButtonStyle.Link) {
    return (
      <SmartLink url={button.url} class={look}>
        {emoji}
        {label}
        <OutIcon />
      </SmartLink>
    );
  }
  return (
    <button
      type="button"
      class={`${look} ${isWaiting ? 'waiting' : ''}`}
      disabled={button.disabled === true || button.style === ButtonStyle.Premium}
      data-testid={TEST_IDS.component}
      data-custom-id={'custom_id' in button ? button.custom_id : undefined}
      onClick={() => void send()}
    >
      {emoji}
      {label}
    </button>
  );
}
