import type { RESTPostAPIChannelMessageJSONBody } from 'discord.js';
import { MessageFlags } from 'discord.js';
import type { EndedJob } from '#domain/job.ts';

/** What every message about an ended job has: it replies to its card, and pings the requester and nobody else. */
export function messageHome({ origin, cardMessageId }: EndedJob): RESTPostAPIChannelMessageJSONBody {
  return {
    allowed_mentions: { parse: [], users: [origin.userId], replied_user: false },
    // A link in a prompt is somebody's words, not an invitation to preview it.
    flags: MessageFlags.SuppressEmbeds,
    ...(cardMessageId && {
      message_reference: { message_id: cardMessageId, channel_id: origin.channelId, fail_if_not_exists: false },
    }),
  };
}
