import type { APIMessageComponentEmoji } from 'discord-api-types/v10';

/** A Unicode emoji; of a custom one only the name, since its picture lies with Discord. */
export const EmojiMark = ({ emoji: { id, name } }: { emoji: APIMessageComponentEmoji }) => (
  <span class="emoji">{id ? `:${name}:` : name}</span>
);
