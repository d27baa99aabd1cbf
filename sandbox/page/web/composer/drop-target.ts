import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Draft } from './draft.ts';
import { isFilled } from './draft.ts';

/** Words of an option's name or description that tell what kind of file it is for. */
const WORDS: Readonly<Record<string, RegExp>> = {
  image: /\b(image|picture|photo|frame|mask)/i,
  audio: /\b(audio|voice|sound|recording|sample|song)/i,
  video: /\b(video|film|clip)/i,
};

/** The option that a dropped file goes to: the first empty one made for its kind, or else the first empty one. */
export function dropTarget(draft: Draft, mediaType: string): string | undefined {
  const empty = draft.entry.options.filter(
    ({ name, type }) => type === ApplicationCommandOptionType.Attachment && !isFilled(draft, name),
  );
  const words = WORDS[mediaType.split('/')[0] ?? ''];
  const named =
    words && (empty.find(({ name }) => words.test(name)) ?? empty.find((each) => words.test(each.description)));
  return (named ?? empty[0])?.name;
}
