import type { APIMessageTopLevelComponent, RESTPostAPIChannelMessageJSONBody } from 'discord.js';
import { ButtonStyle, ComponentType, MessageFlags } from 'discord.js';
import { customId } from '#discord/custom-id.ts';
import type { Place } from '#domain/delivery.ts';
import type { EndedJob } from '#domain/job.ts';

/**
 * What every message about an ended job has: it pings the requester and nobody else, and in the channel it replies to its
 * card. A follow-up stands under the card by itself, the card is the card, and a direct message has nothing to reply to.
 */
export function messageHome(
  { origin, cardMessageId }: EndedJob,
  place: Place,
): Pick<RESTPostAPIChannelMessageJSONBody, 'allowed_mentions' | 'flags' | 'message_reference'> {
  return {
    allowed_mentions: { parse: [], users: [origin.userId], replied_user: false },
    // A link in a prompt is somebody's words, not an invitation to preview it.
    flags: MessageFlags.SuppressEmbeds,
    ...(cardMessageId &&
      place === 'channel' && {
        message_reference: { message_id: cardMessageId, channel_id: origin.channelId, fail_if_not_exists: false },
      }),
  };
}

/** The requester's name, what became of their wish, and where they asked when the message stands elsewhere. */
export const addressed = ({ origin }: EndedJob, place: Place, words: string): string => {
  const elsewhere = place === 'direct' && origin.guildId !== undefined;
  return `<@${origin.userId}> ${words}${elsewhere ? ` You asked in <#${origin.channelId}>.` : ''}`;
};

/**
 * The button that asks for the same once more. It also names the job in full where nobody but the bot can write: by it a
 * message is recognised that an earlier try has posted.
 */
export const againButton = ({ id }: EndedJob, label: 'Again' | 'Retry'): APIMessageTopLevelComponent => ({
  type: ComponentType.ActionRow,
  components: [
    {
      type: ComponentType.Button,
      style: label === 'Retry' ? ButtonStyle.Primary : ButtonStyle.Secondary,
      label,
      custom_id: customId('retry', id),
    },
  ],
});
