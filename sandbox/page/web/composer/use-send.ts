import { useAttempt, usePage } from '#sandbox/page/web/state/context.ts';
import { runCommand } from '#sandbox/page/web/state/requests.ts';
import type { Draft } from './draft.ts';
import { readDraft } from './draft.ts';

/** Sends a draft, or points at the first option that stops it. What the server refused comes back to be mended. */
export function useSend(): (draft: Draft) => Promise<void> {
  const page = usePage();
  const attempt = useAttempt();
  return async (draft) => {
    const reading = readDraft(draft);
    if (reading.outcome === 'incomplete') {
      page.draft.value = { ...draft, tried: true, focused: reading.firstWrong };
      return;
    }
    const command = draft.entry.name;
    const place = { personId: page.person.value.id, channelId: page.channel.value.id };
    page.notice.value = undefined;
    page.draft.value = undefined;
    page.sending.value = command;
    const isTaken = await attempt(() => runCommand({ ...place, command, options: reading.options }));
    page.sending.value = undefined;
    const isSamePlace = page.channel.value.id === place.channelId && page.person.value.id === place.personId;
    if (!isTaken && isSamePlace) page.draft.value ??= draft;
  };
}
