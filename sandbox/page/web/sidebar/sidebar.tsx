import { usePage } from '#sandbox/page/web/state/context.ts';
import { ChannelLink } from './channel-link.tsx';
import { SpeakAs } from './speak-as.tsx';

export function Sidebar() {
  const page = usePage();
  const channels = page.channels.value;
  return (
    <aside class="sidebar">
      <header class="server-name">
        <h1>{page.world.value.guildName}</h1>
        <p>a pretend Discord on this machine</p>
      </header>
      <nav aria-label="Channels">
        <h2>Channels</h2>
        {channels.map((channel) => channel.kind === 'text' && <ChannelLink key={channel.id} channel={channel} />)}
        <h2>Direct messages</h2>
        {channels.map((channel) => channel.kind === 'dm' && <ChannelLink key={channel.id} channel={channel} />)}
      </nav>
      <SpeakAs />
    </aside>
  );
}
