const MESSAGE_LINK = /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?\/?$/;

/** Takes a Discord link to a channel or a message apart. */
export function readMessageLink(url: string): { channelId: string; messageId?: string } | undefined {
  const [, channelId, messageId] = MESSAGE_LINK.exec(url) ?? [];
  if (!channelId) return undefined;
  return messageId === undefined ? { channelId } : { channelId, messageId };
}
