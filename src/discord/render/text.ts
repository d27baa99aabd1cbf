import type { Kind } from '#domain/kind.ts';

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  '3d': '3D model',
  edit: 'edited image',
  train: 'training',
  workflow: 'workflow',
};

/** At most `max` characters, the last one an ellipsis where something was cut. Never half a character. */
export function clip(text: string, max: number): string {
  const characters = [...text];
  if (characters.length <= max && text.length <= max) return text;
  const kept: string[] = [];
  let length = 1;
  for (const character of characters) {
    length += character.length;
    if (length > max) break;
    kept.push(character);
  }
  return `${kept.join('').trimEnd()}…`;
}

/** What Discord reads as a mark within a line, and the colon that makes an address a link. */
const MARKS = /[\\*_~|`[\]<]|:(?=\/\/)/g;

/**
 * Somebody's own words on one line, as they wrote them: nothing of theirs takes effect, neither markdown nor links nor
 * mentions. The library's escapeMarkdown lets through links under another name, mentions, and some nested marks.
 */
export const plain = (text: string, max: number): string =>
  clip(text.replace(/\s+/g, ' ').trim(), max)
    .replace(MARKS, '\\$&')
    .replace(/^[#>-]/, '\\$&')
    .replace(/^\d+(?=\.)/, '$&\\');

/** The same as a quotation. */
export const quote = (text: string, max: number): string => `> ${plain(text, max)}`;

/** Small grey line. */
export const small = (...parts: readonly (string | undefined)[]): string =>
  `-# ${parts.filter((part) => part !== undefined).join(' · ')}`;

export const relativeTime = (at: number): string => `<t:${Math.round(at / 1000)}:R>`;

export const jumpLink = (guildId: string | undefined, channelId: string, messageId: string): string =>
  `https://discord.com/channels/${guildId ?? '@me'}/${channelId}/${messageId}`;

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MiB`;
