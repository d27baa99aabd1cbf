import { Bird } from '#sandbox/page/web/look/bird.tsx';
import { HashIcon, LockIcon } from '#sandbox/page/web/look/icons.tsx';
import { CommandMention } from '#sandbox/page/web/markdown/mentions.tsx';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';

/** The head of every channel's history; with what to try while there is none. */
export function EmptyChannel({ isEmpty }: { isEmpty: boolean }) {
  const page = usePage();
  const channel = page.channel.value;
  const { bot } = page.world.value;
  const isDirect = channel.kind === 'dm';
  return (
    <header class="channel-beginning" data-testid={TEST_IDS.emptyChannel}>
      <span class={isDirect ? 'beginning-mark bird' : 'beginning-mark'}>
        {isDirect ? <Bird /> : channel.botMayWrite ? <HashIcon /> : <LockIcon />}
      </span>
      <h2>{isDirect ? bot.username : `Welcome to #${channel.name}`}</h2>
      <p>{isDirect ? `What ${bot.username} writes to you alone stands here.` : channel.topic}</p>
      {isEmpty && (
        <p class="beginning-try">
          Try <CommandMention name="imagine" /> with a prompt of yours, then watch the job in the panel on the right.
        </p>
      )}
    </header>
  );
}
