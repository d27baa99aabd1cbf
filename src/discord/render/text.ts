import { escapeMarkdown } from 'discord.js';
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

/**
 * Somebody's own words on one line, as they wrote them: no markdown of theirs takes effect. The library's function leaves
 * links with a text of their own, mentions, and what means something at the start of a line.
 */
export const plain = (text: string, max: number): string =>
  escapeMarkdown(clip(text.replace(/\s+/g, ' ').trim(), max))
    .replace(/[[<]/g, '\\$&')
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
