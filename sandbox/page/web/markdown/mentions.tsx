import { createDraft } from '#sandbox/page/web/composer/draft.ts';
import { useCommands } from '#sandbox/page/web/composer/use-commands.ts';
import { usePage } from '#sandbox/page/web/state/context.ts';

export function UserMention({ id }: { id: string }) {
  const { bot, people } = usePage().world.value;
  const name = id === bot.id ? bot.username : people.find((person) => person.id === id)?.displayName;
  return <span class="mention">@{name ?? 'unknown-user'}</span>;
}

export function ChannelMention({ id }: { id: string }) {
  const page = usePage();
  const channel = page.channels.value.find((one) => one.id === id);
  if (!channel) return <span class="mention">#unknown</span>;
  return (
    <button type="button" class="mention" onClick={() => page.openChannel(id)}>
      #{channel.name}
    </button>
  );
}

/** Opens the command's form in the composer. */
export function CommandMention({ name }: { name: string }) {
  const page = usePage();
  const entry = useCommands().find((command) => command.name === name);
  if (!entry) return <span class="mention">/{name}</span>;
  const open = () => {
    page.draft.value = createDraft(entry);
  };
  return (
    <button type="button" class="mention" onClick={open}>
      /{name}
    </button>
  );
}
