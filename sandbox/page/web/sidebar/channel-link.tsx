import type { ChannelView } from '#sandbox/page/protocol.ts';
import { Avatar } from '#sandbox/page/web/look/avatar.tsx';
import { HashIcon, LockIcon } from '#sandbox/page/web/look/icons.tsx';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { unreadKey } from '#sandbox/page/web/state/unread.ts';
import { channelTestId } from '#sandbox/page/web/test-ids.ts';

export function ChannelLink({ channel }: { channel: ChannelView }) {
  const page = usePage();
  const isOpen = page.channel.value.id === channel.id;
  const mentions = page.unread.value[unreadKey(page.person.value.id, channel.id)];
  const isUnread = mentions !== undefined && !isOpen;
  return (
    <button
      type="button"
      class={`channel-link ${isUnread ? 'unread' : ''}`}
      aria-current={isOpen ? 'page' : undefined}
      data-testid={channelTestId(channel)}
      data-unread={isUnread}
      onClick={() => page.openChannel(channel.id)}
    >
      <Mark channel={channel} />
      <span class="channel-name">{channel.kind === 'dm' ? page.world.value.bot.username : channel.name}</span>
      {channel.nsfw && (
        <span class="channel-tag" title="Age-restricted: only here may adult content be asked for">
          18+
        </span>
      )}
      {isUnread && mentions > 0 && (
        <span class="mention-count" title={`${mentions} for you`}>
          {mentions}
        </span>
      )}
    </button>
  );
}

function Mark({ channel }: { channel: ChannelView }) {
  const { bot } = usePage().world.value;
  if (channel.kind === 'dm')
    return (
      <span class={`presence ${bot.online ? 'online' : ''}`}>
        <Avatar userId={bot.id} size={20} />
      </span>
    );
  if (channel.botMayWrite) return <HashIcon />;
  return (
    <span class="channel-lock" title="The bot may not write here">
      <LockIcon />
    </span>
  );
}
