import { Avatar } from '#sandbox/page/web/look/avatar.tsx';
import { HashIcon, LockIcon, MenuIcon, PanelIcon } from '#sandbox/page/web/look/icons.tsx';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';

export function ChannelHeader() {
  const page = usePage();
  const channel = page.channel.value;
  const { bot } = page.world.value;
  const own = `${page.person.value.id}/`;
  const isUnread = Object.keys(page.unread.value).some((key) => key.startsWith(own));
  const isDirect = channel.kind === 'dm';
  return (
    <header class="channel-header" data-testid={TEST_IDS.channelHeader}>
      <button
        type="button"
        class="icon-button channels-toggle"
        aria-label="Channels and people"
        data-testid={TEST_IDS.channelsToggle}
        onClick={() => {
          page.panelOpen.value = false;
          page.channelsOpen.value = true;
        }}
      >
        <MenuIcon />
        {isUnread && <span class="unread-mark" />}
      </button>
      {isDirect ? <Avatar userId={bot.id} size={20} /> : channel.botMayWrite ? <HashIcon /> : <LockIcon />}
      <h2>{isDirect ? bot.username : channel.name}</h2>
      <p>{isDirect ? `between you and ${bot.username}` : channel.topic}</p>
      <button
        type="button"
        class="icon-button"
        aria-label="Providers panel"
        title="Show or hide the providers"
        aria-pressed={page.panelOpen.value}
        data-testid={TEST_IDS.panelToggle}
        onClick={() => {
          page.panelOpen.value = !page.panelOpen.value;
        }}
      >
        <PanelIcon />
      </button>
    </header>
  );
}
