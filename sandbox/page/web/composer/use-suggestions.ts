import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '#sandbox/page/web/state/context.ts';
import type { PageState } from '#sandbox/page/web/state/page-state.ts';
import { autocomplete, Refused } from '#sandbox/page/web/state/requests.ts';
import type { Draft } from './draft.ts';
import { readPartial } from './draft.ts';
import { choicesOf } from './parse-option.ts';

export type Suggestion = { readonly name: string; readonly value: string | number | boolean };

export type Suggestions = {
  /** `none` where the option is free text or a free number. */
  readonly kind: 'none' | 'fixed' | 'asked';
  readonly list: readonly Suggestion[];
  readonly isWaiting: boolean;
};

const TYPING_PAUSE_MS = 250; // as long as typing goes on, the bot is not asked

/** What can be chosen for an option: its choices, people, channels, or what the bot suggests. */
export function useSuggestions(
  draft: Draft,
  option: APIApplicationCommandBasicOption,
  isFocused: boolean,
): Suggestions {
  const page = usePage();
  const asked = useAsked(draft, option, isFocused);
  if (asksTheBot(option)) return asked;
  const all = fixedFor(option, page);
  if (!all) return { kind: 'none', list: [], isWaiting: false };
  const field = draft.fields[option.name];
  const typed = field?.chosen === undefined ? (field?.text.trim().toLowerCase() ?? '') : '';
  return { kind: 'fixed', list: all.filter(({ name }) => name.toLowerCase().includes(typed)), isWaiting: false };
}

const asksTheBot = (option: APIApplicationCommandBasicOption): boolean =>
  'autocomplete' in option && option.autocomplete === true;

function fixedFor(option: APIApplicationCommandBasicOption, page: PageState): readonly Suggestion[] | undefined {
  const { people, channels } = page.world.value;
  const choices = choicesOf(option);
  if (choices.length > 0) return choices;
  if (option.type === Type.User || option.type === Type.Mentionable) {
    return people.map(({ displayName, id }) => ({ name: displayName, value: id }));
  }
  if (option.type === Type.Channel) {
    return channels.filter(({ kind }) => kind === 'text').map(({ name, id }) => ({ name: `#${name}`, value: id }));
  }
  return option.type === Type.Role ? [] : undefined;
}

/** Asks the bot once typing pauses; an answer that came too late is dropped. */
function useAsked(draft: Draft, option: APIApplicationCommandBasicOption, isFocused: boolean): Suggestions {
  const page = usePage();
  const [list, setList] = useState<readonly Suggestion[]>([]);
  const [isWaiting, setWaiting] = useState(false);
  const field = draft.fields[option.name];
  const isAsking = asksTheBot(option) && isFocused && field?.chosen === undefined;
  const text = field?.text ?? '';
  // Asked again when the text changes, not with every other option.
  useEffect(() => {
    if (!isAsking) return;
    let isLate = false;
    setWaiting(true);
    const timer = setTimeout(async () => {
      const place = { personId: page.person.value.id, channelId: page.channel.value.id };
      const options = readPartial(draft, option.name);
      const found = await autocomplete({ ...place, command: draft.entry.name, options, focused: option.name }).catch(
        nothing,
      );
      if (isLate) return;
      setList(found);
      setWaiting(false);
    }, TYPING_PAUSE_MS);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [isAsking, text]);
  return { kind: 'asked', list, isWaiting };
}

/** Suggestions are a kindness: without them the option is typed by hand. */
const nothing = (error: unknown): readonly Suggestion[] => {
  if (error instanceof Refused) return [];
  throw error;
};
