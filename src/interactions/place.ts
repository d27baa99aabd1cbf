import type { AutocompleteInteraction, ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import { PermissionFlagsBits } from 'discord.js';
import type { NeededPermission } from '#discord/invite.ts';
import { NEEDED_PERMISSIONS } from '#discord/invite.ts';
import type { Origin } from '#domain/origin.ts';

type Asked = ButtonInteraction | ChatInputCommandInteraction;

/** Discord's documentation, reference, uploading files: what everybody may attach where nothing more is told. */
const ATTACHMENT_LIMIT_BYTES = 10 * 1_048_576;

/** Where an interaction happened, as its job will remember it. */
export function originOf(interaction: Asked): Origin {
  return {
    ...(interaction.guildId && { guildId: interaction.guildId }),
    channelId: interaction.channelId,
    userId: interaction.user.id,
    interactionId: interaction.id,
    attachmentLimitBytes: interaction.attachmentSizeLimit ?? ATTACHMENT_LIMIT_BYTES,
    answering: { applicationId: interaction.applicationId, token: interaction.token },
  };
}

/** Why the bot could not bring a result home to this place; undefined when it can. A direct message needs no permission. */
export function obstacleAt(interaction: Asked): string | undefined {
  if (!interaction.inGuild()) return undefined;
  const inThread = interaction.channel?.isThread() ?? false;
  const missing = (Object.keys(NEEDED_PERMISSIONS) as NeededPermission[])
    .filter((name) => name !== (inThread ? 'SendMessages' : 'SendMessagesInThreads'))
    .filter((name) => !interaction.appPermissions.has(PermissionFlagsBits[name]));
  if (missing.length === 0) return undefined;
  const list = missing.map((name) => `**${spaced(name)}** (${NEEDED_PERMISSIONS[name]})`).join(', ');
  return `I cannot post results in this channel: I lack ${list}. Ask an admin to allow it here, or use another channel.`;
}

/** True only where Discord itself asks for grown-ups. A thread is what its parent is. */
export function isAgeRestricted({ channel }: Pick<Asked | AutocompleteInteraction, 'channel'>): boolean {
  if (!channel) return false;
  if (channel.isThread()) return channel.parent !== null && 'nsfw' in channel.parent && channel.parent.nsfw;
  return 'nsfw' in channel && channel.nsfw;
}

/** `AttachFiles` as Discord's own settings spell it. */
const spaced = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
