import type { APIOverwrite, APIRole } from 'discord-api-types/v10';
import { PermissionFlagsBits as Can, OverwriteType } from 'discord-api-types/v10';

const ALL_PERMISSIONS = Object.values(Can).reduce((all, bit) => all | bit, 0n);

const WRITE = Can.SendMessages | Can.SendMessagesInThreads | Can.AttachFiles | Can.EmbedLinks;
const READ = Can.ViewChannel | Can.ReadMessageHistory;

export const EVERYONE_PERMISSIONS =
  READ | WRITE | Can.UseApplicationCommands | Can.AddReactions | Can.UseExternalEmojis | Can.UseExternalApps;

/** What the bot's invitation asks for. */
export const BOT_PERMISSIONS = READ | WRITE;

export const ADMIN_PERMISSIONS = EVERYONE_PERMISSIONS | Can.ManageGuild | Can.Administrator;

/** What an application may do in its own direct messages, as interactions tell it. */
export const DIRECT_MESSAGE_PERMISSIONS =
  Can.AttachFiles | Can.EmbedLinks | Can.MentionEveryone | Can.UseExternalEmojis;

/** Off wherever nothing may be sent at all. */
const NEEDS_SENDING = Can.AttachFiles | Can.EmbedLinks | Can.MentionEveryone | Can.SendTTSMessages;

type Subject = {
  readonly userId: string;
  readonly guildId: string;
  readonly roleIds: readonly string[];
  readonly roles: readonly APIRole[];
};

/**
 * The permissions of a member in a channel, in the order in which Discord works them out: the roles of the server, then
 * the channel's overwrites for everyone, for the member's roles together, and for the member.
 */
export function permissionsIn(overwrites: readonly APIOverwrite[], subject: Subject): bigint {
  const { userId, guildId, roleIds, roles } = subject;
  const held = roles.filter((role) => role.id === guildId || roleIds.includes(role.id));
  const base = held.reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  if (base & Can.Administrator) return ALL_PERMISSIONS;
  const everyone = overwrites.filter((overwrite) => overwrite.id === guildId);
  const byRole = overwrites.filter(({ id, type }) => type === OverwriteType.Role && roleIds.includes(id));
  const own = overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === userId);
  return withoutImplied([everyone, byRole, own].reduce(overwrite, base));
}

function overwrite(permissions: bigint, overwrites: readonly APIOverwrite[]): bigint {
  const deny = overwrites.reduce((sum, each) => sum | BigInt(each.deny), 0n);
  const allow = overwrites.reduce((sum, each) => sum | BigInt(each.allow), 0n);
  return (permissions & ~deny) | allow;
}

function withoutImplied(permissions: bigint): bigint {
  if (!(permissions & Can.ViewChannel)) return 0n;
  return permissions & Can.SendMessages ? permissions : permissions & ~NEEDS_SENDING;
}
