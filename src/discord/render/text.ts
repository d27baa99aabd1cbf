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

/** The same, at most `room` characters long with all its escapes. */
export function plainWithin(text: string, room: number): string {
  let max = room;
  let shown = plain(text, max);
  while (shown.length > room && max > 0) {
    // An escape doubles a character, so this never takes too much away.
    max -= Math.ceil((shown.length - room) / 2);
    shown = plain(text, max);
  }
  return shown;
}

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

/** US dollars to the cent, and what is less than ten cents to a hundredth of one. */
export const dollars = (microUsd: number): string => {
  const amount = microUsd / 1_000_000;
  return `$${amount.toFixed(amount < 0.1 ? 4 : 2).replace(/(?<=\.\d\d)0+$/, '')}`;
};
