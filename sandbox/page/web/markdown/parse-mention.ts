import type { Inline, TimeStyle } from './nodes.ts';

const MENTION =
  /<(?:@!?(?<user>\d+)|@&(?<role>\d+)|#(?<channel>\d+)|\/(?<command>[^:<>\n]{1,100}):(?<commandId>\d+)|t:(?<seconds>-?\d{1,13})(?::(?<style>[tTdDfFRsS]))?|a?:(?<emoji>\w{2,32}):\d+)>|(?<everyone>@everyone|@here)/y;

const STYLES: readonly TimeStyle[] = ['t', 'T', 'd', 'D', 'f', 'F', 'R', 's', 'S'];

/** A mention, a timestamp or a custom emoji that begins at this place. */
export function parseMention(source: string, at: number): { node: Inline; end: number } | undefined {
  MENTION.lastIndex = at;
  const found = MENTION.exec(source);
  const node = found?.groups && nodeOf(found.groups);
  return node && { node, end: at + found[0].length };
}

function nodeOf(groups: Readonly<Record<string, string | undefined>>): Inline | undefined {
  const { user, role, channel, command, commandId, seconds, style, emoji, everyone } = groups;
  if (user) return { type: 'user', id: user };
  if (role) return { type: 'role', id: role };
  if (channel) return { type: 'channel', id: channel };
  if (command && commandId) return { type: 'command', name: command, id: commandId };
  if (seconds) return { type: 'time', seconds: Number(seconds), style: STYLES.find((known) => known === style) ?? 'f' };
  if (emoji) return { type: 'emoji', name: emoji };
  return everyone ? { type: 'everyone', text: everyone } : undefined;
}
