import { OAuth2Scopes, PermissionFlagsBits } from 'discord.js';

/** Exactly what posting results needs, each for its reason. */
export const NEEDED_PERMISSIONS = {
  ViewChannel: 'to see the channel',
  SendMessages: 'to post results',
  SendMessagesInThreads: 'to post results in threads',
  EmbedLinks: 'for the status card',
  AttachFiles: 'to attach results',
  ReadMessageHistory: 'to reply to the status card',
} as const satisfies Partial<Record<keyof typeof PermissionFlagsBits, string>>;

export type NeededPermission = keyof typeof NEEDED_PERMISSIONS;

/** The link that adds the bot to a server with these permissions and no other. */
export function inviteLink(applicationId: string): string {
  const names = Object.keys(NEEDED_PERMISSIONS) as NeededPermission[];
  const permissions = names.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: `${OAuth2Scopes.Bot} ${OAuth2Scopes.ApplicationsCommands}`,
    permissions: permissions.toString(),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
