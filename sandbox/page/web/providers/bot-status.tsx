import { Avatar } from '#sandbox/page/web/look/avatar.tsx';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';

export function BotStatus() {
  const { bot, outage } = usePage().world.value;
  const away = outage === 'no' ? 'offline: waiting for the process' : 'cut off: Discord is down';
  return (
    <div class="bot-status" data-testid={TEST_IDS.botStatus} data-online={bot.online}>
      <span class={`presence ${bot.online ? 'online' : ''}`}>
        <Avatar userId={bot.id} size={32} />
      </span>
      <p class="bot-words">
        <strong>{bot.username}</strong>
        <span>{bot.online ? 'online: the real process, connected' : away}</span>
      </p>
    </div>
  );
}
