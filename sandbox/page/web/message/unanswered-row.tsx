import { Avatar } from '#sandbox/page/web/look/avatar.tsx';
import { usePage } from '#sandbox/page/web/state/context.ts';
import type { Unanswered } from '#sandbox/page/web/state/page-state.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { EphemeralNote } from './ephemeral-note.tsx';

/** What Discord says when the bot kept silent for three seconds. */
export function UnansweredRow({ unanswered: { id, personId, command } }: { unanswered: Unanswered }) {
  const page = usePage();
  const person = page.world.value.people.find((one) => one.id === personId);
  const dismiss = () => {
    page.unanswered.value = page.unanswered.value.filter((one) => one.id !== id);
  };
  return (
    <article class="message first ephemeral" data-testid={TEST_IDS.unanswered}>
      {command !== undefined && (
        <p class="message-context">
          <span class="context-hook" />
          <Avatar userId={personId} size={16} />
          <strong>{person?.displayName}</strong> used <span class="used-command">/{command}</span>
        </p>
      )}
      <div class="message-gutter">
        <Avatar userId={page.world.value.bot.id} />
      </div>
      <div class="message-main">
        <p class="unanswered-text">
          {command === undefined ? 'This interaction failed' : 'The application did not respond'}
        </p>
        <EphemeralNote onDismiss={dismiss} />
      </div>
    </article>
  );
}
