import { usePage } from '#sandbox/page/web/state/context.ts';
import type { PageState } from '#sandbox/page/web/state/page-state.ts';
import type { CommandEntry, Viewer } from './command-entries.ts';
import { listEntries, listMessageCommands } from './command-entries.ts';

const viewerOf = (page: PageState): Viewer => ({
  isAdmin: page.person.value.isAdmin,
  isDirect: page.channel.value.kind === 'dm',
  isAgeRestricted: page.channel.value.nsfw,
});

/** The slash commands that the person spoken as may use in the open channel. */
export function useCommands(): readonly CommandEntry[] {
  const page = usePage();
  return listEntries(page.world.value.commands, viewerOf(page));
}

export function useMessageCommands() {
  const page = usePage();
  return listMessageCommands(page.world.value.commands, viewerOf(page));
}
